import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";

/** A resource that a program declared. */
export interface Declared {
  type: string;
  name: string;
  inputs: Record<string, unknown>;
}

/** What a program declared, and what it exports. */
export interface Declaration {
  resources: Declared[];
  outputs: Record<string, unknown>;
}

/** The circumstances of a run: the stack's configuration, the environment, and the outputs of existing resources by type. */
export interface Circumstances {
  config?: Record<string, string>;
  env?: Record<string, string>;
  state?: Record<string, Record<string, unknown>>;
}

/**
 * Runs a program under Pulumi's mocks, in a process of its own and with its own copy of the SDK.
 *
 * @throws what the program fails with
 */
export async function declaredBy(folder: string, circumstances: Circumstances = {}): Promise<Declaration> {
  const child = fork(join(__dirname, "under-mocks.ts"), [folder, JSON.stringify(circumstances)], {
    cwd: folder,
    env: { ...process.env, ...circumstances.env },
    execArgv: ["--import", require.resolve("tsx")],
    stdio: ["ignore", "inherit", "pipe", "ipc"],
  });
  let errors = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (errors += text));
  let declaration: Declaration | undefined;
  child.on("message", (message) => (declaration = message as Declaration));
  await once(child, "close");
  if (!declaration) {
    throw new Error(errors);
  }
  return declaration;
}

/** The webhooks among what was declared, in the order of their names. */
export function webhooksIn({ resources }: Declaration): Declared[] {
  return resources
    .filter(({ type }) => type.startsWith("pulumi-nodejs:dynamic/xobin:InterviewWebhooks"))
    .sort((one, other) => one.name.localeCompare(other.name));
}

/** The only resource of a type. */
export function only({ resources }: Declaration, type: string): Declared {
  const [resource, ...others] = resources.filter((candidate) => candidate.type === type);
  if (!resource || others.length > 0) {
    throw new Error(`Declared are: ${resources.map((candidate) => candidate.type).join(", ")}`);
  }
  return resource;
}

/** The resource of a type and a name. */
export function named({ resources, outputs }: Declaration, type: string, name: string): Declared {
  return only({ resources: resources.filter((each) => each.name === name), outputs }, type);
}
