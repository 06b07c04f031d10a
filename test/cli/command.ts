import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { run } from "../../cli/program";

const ROOT = join(__dirname, "../..");
const running: ChildProcess[] = [];

afterEach(async () => {
  for (const child of running.splice(0)) {
    if (child.exitCode === null && child.kill("SIGKILL")) {
      await once(child, "exit");
    }
  }
});

/** A command that runs in a process of its own, and ends with the test. */
export interface RunningCommand {
  readonly child: ChildProcess;
  readonly output: { stdout: string; stderr: string };
  readonly ended: Promise<number | null>;
}

/** Starts a command of the command line from its source. */
export function startCommand(args: readonly string[], env: NodeJS.ProcessEnv = {}): RunningCommand {
  const child = spawn(process.execPath, ["--import", "tsx", "cli/main.ts", ...args], {
    cwd: ROOT,
    env: { PATH: process.env["PATH"], ...env },
  });
  running.push(child);
  const output = { stdout: "", stderr: "" };
  child.stdout.on("data", (chunk: Buffer) => (output.stdout += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (output.stderr += chunk.toString()));
  return { child, output, ended: once(child, "close").then(() => child.exitCode) };
}

/** Waits until the command has printed what the pattern describes. */
export async function printed({ child, output }: RunningCommand, pattern: RegExp): Promise<RegExpExecArray> {
  for (;;) {
    const match = pattern.exec(output.stdout);
    if (match) {
      return match;
    }
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(`It ended early:\n${output.stdout}${output.stderr}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** What a command that ran in this process printed. */
export interface Outcome {
  readonly code: typeof process.exitCode;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line in this process, with only `env` in its environment. */
export async function cli(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  const printed = { stdout: "", stderr: "" };
  const spies = (["stdout", "stderr"] as const).map((stream) =>
    jest.spyOn(process[stream], "write").mockImplementation((text) => {
      printed[stream] += String(text);
      return true;
    }),
  );
  const { env: before, exitCode } = process;
  process.env = env;
  try {
    await run(args);
    return { code: process.exitCode ?? 0, ...printed };
  } finally {
    process.env = before;
    process.exitCode = exitCode;
    spies.forEach((spy) => {
      spy.mockRestore();
    });
  }
}
