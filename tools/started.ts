import { spawn, type ChildProcess } from "node:child_process";

/** How a program ended. */
export interface Run {
  /** Its exit code; `null` when it was killed. */
  code: number | null;
  /** All that it printed on standard output and standard error. */
  output: string;
}

/** A program that runs. */
export interface Started {
  process: ChildProcess;
  /** Rejects only when it could not be started. */
  ended: Promise<Run>;
}

/** Starts a program without a standard input, and collects what it prints. */
export function start(
  command: string,
  args: readonly string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Started {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const ended = new Promise<Run>((resolve, reject) => {
    child.once("error", reject).once("close", (code) => {
      resolve({ code, output });
    });
  });
  return { process: child, ended };
}
