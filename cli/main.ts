#!/usr/bin/env node
import { printError } from "./output/print";
import { run } from "./program";

process.stdout.on("error", ({ code = "" }: NodeJS.ErrnoException) => {
  // `| head` closes the pipe early, which is no error.
  if (code !== "EPIPE") {
    process.exitCode ||= 1;
    printError(`error: the output cannot be written (${code}).`);
  }
});
// Nobody is left to be told, and the exit code says how the command ended.
process.stderr.on("error", () => undefined);

void run(process.argv.slice(2));
