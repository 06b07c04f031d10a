#!/usr/bin/env node
import { run } from "./run";

/** `| head` closes the pipe early, which is no error. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") {
    throw error;
  }
  process.exit();
});

void run(process.argv.slice(2));
