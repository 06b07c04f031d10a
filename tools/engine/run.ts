import { spawn } from "node:child_process";
import { basename } from "node:path";
import { createInterface } from "node:readline";

export interface RunOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Ends the process and those it started. */
  stop: AbortSignal;
  /** Milliseconds until it is ended in the same way. */
  timeout: number;
  /** Is given every line of stderr; `true` says that it tells how far it is, and is nothing for an error message. */
  isProgress?: (line: string) => boolean;
}

/** A program could not be started, failed, or took too long. The message ends with the last that it wrote. */
export class RunError extends Error {
  override name = "RunError";
}

/** Runs a program and resolves to what it wrote to stdout. */
export async function run(file: string, args: string[], options: RunOptions): Promise<string> {
  options.stop.throwIfAborted();
  const timeout = AbortSignal.timeout(options.timeout);
  const ended = AbortSignal.any([options.stop, timeout]);

  // A process group of its own, so that it can be ended together with what it started.
  const child = spawn(file, args, {
    cwd: options.cwd,
    env: options.env,
    stdio: ["ignore", "pipe", "pipe"],
    detached: process.platform !== "win32",
  });
  const end = () => {
    endGroup(child.pid);
  };
  ended.addEventListener("abort", end);

  const stdout: string[] = [];
  const all: string[] = [];
  createInterface(child.stdout).on("line", (line) => {
    stdout.push(line);
    all.push(line);
  });
  createInterface(child.stderr).on("line", (line) => {
    if (!options.isProgress?.(line)) all.push(line);
  });

  try {
    const code = await new Promise<number | string | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (status, signal) => {
        resolve(status ?? signal);
      });
    }).catch((error: unknown) => {
      throw new RunError(
        `${file} cannot be started (${(error as NodeJS.ErrnoException).code ?? String(error)})`,
      );
    });
    options.stop.throwIfAborted();
    if (code === 0) return stdout.join("\n");
    const how = timeout.aborted
      ? `took longer than ${options.timeout / 1000} s`
      : `ended with ${String(code)}`;
    throw new RunError([`${basename(file)} ${args[0] ?? ""} ${how}`, ...all.slice(-12)].join("\n    "));
  } finally {
    ended.removeEventListener("abort", end);
  }
}

/** As Ctrl+C would; a second later without mercy. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  const send = (signal: NodeJS.Signals) => {
    try {
      process.kill(process.platform === "win32" ? pid : -pid, signal);
    } catch {
      // It has ended by itself.
    }
  };
  send("SIGINT");
  setTimeout(send, 1000, "SIGKILL").unref();
}
