import { CommanderError } from "commander";
import { printable } from "./output/printable";
import { buildProgram } from "./program";
import { UsageError } from "./usage-error";

/** Runs the command that the arguments name. The exit code is 0 done, 1 not as it should be, 2 used wrongly. */
export async function run(args: readonly string[]): Promise<void> {
  try {
    await buildProgram().parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    if (!(error instanceof CommanderError)) {
      // Never the stack: it explains nothing to a user.
      process.stderr.write(`error: ${printable((error as Error).message)}\n`);
    }
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) {
    // Help and version end as errors with code 0.
    return error.exitCode === 0 ? 0 : 2;
  }
  return error instanceof UsageError ? 2 : 1;
}
