/** Prints a line for people. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Prints a line that is not part of a program's result: progress, or the reason of a failure. */
export function printError(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** Prints the reason why a command failed, and lets its process exit with 1. */
export function exitWith(error: unknown): void {
  printError(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
