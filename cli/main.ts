#!/usr/bin/env node
import { CommanderError } from "commander";
import { printable } from "./output/printable";
import { buildProgram } from "./program";
import { UsageError } from "./usage-error";

/** Exit codes: 0 done, 1 not as it should be, 2 used wrongly. */
async function main(): Promise<void> {
  endQuietlyWithReader();
  try {
    await buildProgram().parseAsync();
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
    return error.exitCode === 0 ? 0 : 2;
  }
  return error instanceof UsageError ? 2 : 1;
}

/** `| head` closes the pipe early, which is no error. */
function endQuietlyWithReader(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      throw error;
    }
    process.exit();
  });
}

void main();
