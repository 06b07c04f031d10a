import { statSync } from "node:fs";
import type { LocalWorkspace } from "@pulumi/pulumi/automation";
import { concurrently } from "../../provider/concurrently";
import type { StackOptions } from "../options";
import { withProgress } from "../output/progress";
import { UsageError } from "../usage-error";
import { declarationsIn, type Declaration } from "./declarations";
import { pulumiProblem } from "./pulumi-problem";

/** Each is a process of the Pulumi CLI. */
const STACKS_AT_ONCE = 4;

/**
 * Reads the declarations of the stacks, secrets decrypted.
 *
 * @throws {@link UsageError} where the CLI, the project or a stack is not there, cannot be read, or declares nothing
 */
export async function readStacks({ stack, cwd }: StackOptions): Promise<Declaration[]> {
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`--cwd: there is no folder ${cwd}.`);
  }
  return withProgress(async (progress) => {
    progress.update("Reading the stack");
    const workspace = await openWorkspace(cwd);
    const stacks = [...new Set(stack ?? [await selectedStack(workspace)])];
    let read = 0;
    const declarations = await concurrently(stacks, STACKS_AT_ONCE, async (name) => {
      const found = await readStack(workspace, name);
      progress.update(`Reading stacks: ${(read += 1)} of ${stacks.length}`);
      return found;
    });
    return declarations.flat();
  });
}

async function openWorkspace(cwd: string): Promise<LocalWorkspace> {
  // A large part of the SDK, which takes a while to load.
  const { LocalWorkspace } = await import("@pulumi/pulumi/automation/index.js");
  return LocalWorkspace.create({ workDir: cwd }).catch((error: unknown) => {
    throw pulumiProblem(error);
  });
}

async function selectedStack(workspace: LocalWorkspace): Promise<string> {
  const selected = await workspace.stack().catch((error: unknown) => {
    throw pulumiProblem(error);
  });
  if (!selected) {
    throw new UsageError("No stack is selected: name one with --stack, or run pulumi stack select.");
  }
  return selected.name;
}

async function readStack(workspace: LocalWorkspace, name: string): Promise<Declaration[]> {
  const { deployment } = (await workspace.exportStack(name).catch((error: unknown) => {
    throw pulumiProblem(error, name);
  })) as { deployment: unknown };
  const declarations = declarationsIn(name, deployment);
  if (declarations.length === 0) {
    throw new UsageError(`Stack ${name} declares no InterviewWebhooks.`);
  }
  return declarations;
}
