import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** How a program ended. */
export interface Run {
  /** Its exit code; `null` when it was killed. */
  code: number | null;
  /** All that it printed on standard output and standard error, line by line in the order in which the lines were complete. */
  output: string;
}

/** A program that runs. */
export interface RunningProcess {
  process: ChildProcess;
  /** Rejects only when it could not be started. */
  ended: Promise<Run>;
}

/** Starts a program without a standard input, and collects what it prints. */
export function start(
  command: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): RunningProcess {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    // By line, since what comes at a time may end within one, and the other stream would then go on in its middle.
    createInterface({ input: stream }).on("line", (line) => (output += `${line}\n`));
  }
  const ended = new Promise<Run>((resolve, reject) => {
    child.once("error", reject).once("close", (code) => {
      resolve({ code, output });
    });
  });
  return { process: child, ended };
}
