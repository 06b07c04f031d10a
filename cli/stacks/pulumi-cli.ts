import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { explainPulumiError } from "./pulumi-error";

const run = promisify(execFile);

/** Runs the Pulumi CLI in the folder of a project. */
export interface PulumiCli {
  /**
   * @param args - a command that prints JSON
   * @param stack - the stack that the command reads, if any
   * @throws {@link UsageError} with the reason in one sentence
   */
  readJson(args: readonly string[], stack?: string): Promise<unknown>;
}

/** @throws {@link UsageError} where the CLI is not there, or of another version than the SDK's */
export async function findPulumiCli(cwd: string): Promise<PulumiCli> {
  const { command } = await findCommand().catch((error: unknown) => {
    throw explainPulumiError(error);
  });
  return {
    readJson: async (args, stack) => {
      try {
        const options = { cwd, env: process.env, maxBuffer: Infinity };
        const { stdout } = await run(command, [...args, "--non-interactive"], options);
        return JSON.parse(stdout) as unknown;
      } catch (error) {
        throw explainPulumiError(error, stack);
      }
    },
  };
}

async function findCommand() {
  // The part of the Automation API that finds the CLI. All of it takes a second to load.
  const { PulumiCommand } = await import("@pulumi/pulumi/automation/cmd.js");
  return PulumiCommand.get();
}
