import { basename } from "node:path";
import { start } from "../run-process";

export interface RunOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Ends the process and its children. */
  stop: AbortSignal;
  /** Milliseconds until it is ended in the same way. */
  timeout: number;
  /** Receives every line of stderr; `true` keeps a line that only shows progress out of an error message. */
  isProgress?: (line: string) => boolean;
}

/** A program could not be started, failed, or took too long. The message ends with its last lines. */
export class RunError extends Error {
  override name = "RunError";
}

/** Runs a program that can be stopped, and resolves to its stdout. */
export async function runStoppable(
  file: string,
  args: string[],
  { cwd, env, stop, timeout: timeoutMs, isProgress }: RunOptions,
): Promise<string> {
  stop.throwIfAborted();
  const timeout = AbortSignal.timeout(timeoutMs);
  const aborted = AbortSignal.any([stop, timeout]);
  const stdout: string[] = [];
  const all: string[] = [];
  const { process: child, ended } = start(file, args, {
    cwd,
    env,
    detached: process.platform !== "win32",
    onLine: (line, stream) => {
      if (stream === "stdout") {
        stdout.push(line);
      }
      if (stream === "stdout" || !isProgress?.(line)) {
        all.push(line);
      }
    },
  });
  const end = () => {
    endGroup(child.pid);
  };
  aborted.addEventListener("abort", end);

  try {
    const { code } = await ended.catch((error: unknown) => {
      const reason = (error as NodeJS.ErrnoException).code ?? String(error);
      throw new RunError(`${file} cannot be started (${reason})`);
    });
    stop.throwIfAborted();
    if (code === 0) {
      return stdout.join("\n");
    }
    const how = timeout.aborted
      ? `took longer than ${timeoutMs / 1000} s`
      : `ended with ${code ?? child.signalCode ?? "a signal"}`;
    throw new RunError([`${basename(file)} ${args[0] ?? ""} ${how}`, ...all.slice(-12)].join("\n    "));
  } finally {
    aborted.removeEventListener("abort", end);
  }
}

/** Interrupts a process group as Ctrl+C would, and kills it a second later. */
function endGroup(pid: number | undefined): void {
  if (pid === undefined) {
    return;
  }
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
