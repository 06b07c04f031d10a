/**
 * Runs the program in a folder under Pulumi's mocks and reports to the parent process what it declared. Its own process, so that the
 * program loads its own copy of the SDK, and with Node.js' own loader: a cloud's SDK has thousands of modules.
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { valueOf } from "../support/value-of";
import type { Circumstances, Declaration, Declared } from "./declared";

async function run(folder: string, { config = {}, state = {} }: Circumstances): Promise<Declaration> {
  const requireThere = createRequire(join(folder, "package.json"));
  const { output, runtime } = requireThere("@pulumi/pulumi") as typeof pulumi;
  const project = /^name: (\S+)/m.exec(readFileSync(join(folder, "Pulumi.yaml"), "utf8"))?.[1] ?? "";
  const resources: Declared[] = [];

  await runtime.setMocks(
    {
      newResource({ type, name, inputs }) {
        resources.push({ type, name, inputs: inputs as Record<string, unknown> });
        return {
          id: `${name}-id`,
          state: { ...(inputs as Record<string, unknown>), ...state[type] },
        };
      },
      call: ({ inputs }) => inputs as Record<string, unknown>,
    },
    project,
    "test",
    false,
  );
  runtime.setAllConfig(
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [key.includes(":") ? key : `${project}:${key}`, value]),
    ),
  );
  const exported = requireThere("./index.ts") as Record<string, unknown>;
  const outputs = await valueOf(output(exported));
  await runtime.disconnect();
  return (await plain({ resources, outputs })) as Declaration;
}

/** As it goes over to another process: assets keep their parts as promises. */
async function plain(value: unknown): Promise<unknown> {
  const settled = unsealed(await value);
  if (Array.isArray(settled)) {
    return Promise.all(settled.map(plain));
  }
  if (typeof settled !== "object" || settled === null) {
    return typeof settled === "function" ? undefined : settled;
  }
  const entries = Object.entries(settled).map(async ([key, part]) => [key, await plain(part)] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/** Under mocks, the SDK seals a property as a whole when there is a secret anywhere in it. */
function unsealed(value: unknown): unknown {
  return pulumi.runtime.isRpcSecret(value) ? pulumi.runtime.unwrapRpcSecret(value) : value;
}

const [folder = "", circumstances = "{}"] = process.argv.slice(2);
run(folder, JSON.parse(circumstances) as Circumstances).then(
  (declaration) => process.send?.(declaration, () => process.exit()),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
