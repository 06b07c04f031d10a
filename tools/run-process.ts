import { spawn, type ChildProcess } from "node:child_process";
import { createInterface } from "node:readline";

/** How a program ended. */
export interface Run {
  /** Its exit code; `null` when it was killed. */
  code: number | null;
  /** The lines of standard output and standard error, in the order in which they were complete. */
  output: string;
}

/** A program that runs. */
export interface RunningProcess {
  process: ChildProcess;
  /** Rejects only when it could not be started. */
  ended: Promise<Run>;
}

export interface StartOptions {
  cwd: string;
  env: NodeJS.ProcessEnv;
  /** Starts a process group, so that a signal to the group reaches its children as well. @default false */
  detached?: boolean;
  /** Runs it as another user, where this process is root. @default this process's own */
  uid?: number;
  gid?: number;
  /** Receives each line as it is complete. */
  onLine?: (line: string, stream: "stdout" | "stderr") => void;
}

/** Starts a program without a standard input, and collects its output. */
export function start(
  command: string,
  args: readonly string[],
  { onLine, ...options }: StartOptions,
): RunningProcess {
  const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of ["stdout", "stderr"] as const) {
    // By line, since a chunk may end within one, and the other stream would then go on in its middle.
    createInterface({ input: child[stream] }).on("line", (line) => {
      output += `${line}\n`;
      onLine?.(line, stream);
    });
  }
  const ended = new Promise<Run>((resolve, reject) => {
    child.once("error", reject).once("close", (code) => {
      resolve({ code, output });
    });
  });
  return { process: child, ended };
}

/**
 * Runs a program to its end.
 *
 * @returns its output
 * @throws Error with the command and its output when it fails
 */
export async function run(command: string, args: readonly string[], options: StartOptions): Promise<string> {
  const { code, output } = await start(command, args, options).ended;
  if (code !== 0) {
    throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${output}`);
  }
  return output;
}
