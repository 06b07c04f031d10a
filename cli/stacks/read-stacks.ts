import { statSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import { concurrently } from "../../provider/concurrently";
import type { StackOptions } from "../options";
import { printError } from "../output/print";
import { withProgress } from "../output/progress";
import { UsageError } from "../usage-error";
import { readDeclarations, type Declaration } from "./declarations";
import { findPulumiCli, type PulumiCli } from "./pulumi-cli";

/** Each is a process of the Pulumi CLI. */
const STACKS_AT_ONCE = 4;

/**
 * Reads the declarations of the stacks, secrets decrypted. A stack that declares nothing beside others that do is named on
 * standard error.
 *
 * @throws {@link UsageError} where the CLI, the project or a stack is not there or cannot be read, or no stack declares anything
 */
export async function readStacks({ stack, cwd, allowEmpty }: StackOptions): Promise<Declaration[]> {
  if (!statSync(cwd, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`--cwd: there is no folder ${cwd}.`);
  }
  const stacks = await withProgress(async (progress) => {
    progress.update("Reading the stack");
    const pulumi = await findPulumiCli(cwd);
    const names = [...new Set(stack ?? [await selectedStack(pulumi)])];
    let read = 0;
    return concurrently(names, STACKS_AT_ONCE, async (name) => {
      const state = await exportState(pulumi, name);
      progress.update(`Reading stacks: ${(read += 1)} of ${names.length}`);
      return { name, state, declarations: readDeclarations(name, state) };
    });
  });
  // One stack has several names, with and without its organization and project, and its state under each.
  const distinct = stacks.filter(
    ({ state }, index) => stacks.findIndex((other) => isDeepStrictEqual(other.state, state)) === index,
  );
  const empty = distinct
    .filter(({ declarations }) => declarations.length === 0)
    .map(({ name }) => `Stack ${name} declares no InterviewWebhooks.`);
  if (empty.length === distinct.length && !allowEmpty) {
    throw new UsageError(`${empty.join(" ")} Run pulumi up first, or name another stack with --stack.`);
  }
  printError(...empty);
  return distinct.flatMap(({ declarations }) => declarations);
}

async function selectedStack(pulumi: PulumiCli): Promise<string> {
  const stacks = (await pulumi.readJson(["stack", "ls", "--json"])) as { name: string; current: boolean }[];
  const selected = stacks.find(({ current }) => current);
  if (!selected) {
    throw new UsageError("No stack is selected: name one with --stack, or run pulumi stack select.");
  }
  return selected.name;
}

async function exportState(pulumi: PulumiCli, name: string): Promise<unknown> {
  const args = ["stack", "export", "--show-secrets", "--stack", name];
  const { deployment } = (await pulumi.readJson(args, name)) as { deployment: unknown };
  return deployment;
}
