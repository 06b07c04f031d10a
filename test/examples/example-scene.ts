import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineEnv } from "../../tools/engine";
import { startSandbox, type Sandbox } from "../sandbox";
import { WEBHOOK_KEY } from "./deliveries";

/** What an example has when it runs for real. */
export interface ExampleScene {
  sandbox: Sandbox;
  /** Runs a command in the example's folder, on the engine and against the sandbox. Throws what it printed when it fails. */
  run: (command: string, ...args: string[]) => Promise<void>;
}

const open: (() => Promise<void> | void)[] = [];

/** An API, and a state and settings of Pulumi, for one test alone. */
export async function exampleScene(folder: string): Promise<ExampleScene> {
  const sandbox = await startSandbox();
  const home = mkdtempSync(join(tmpdir(), "example-"));
  open.push(
    () => sandbox.close(),
    () => {
      rmSync(home, { recursive: true, force: true });
    },
  );
  const env = {
    ...engineEnv({ binDir: process.env["TEST_ENGINE_BIN"] ?? "" }, home),
    XOBIN_API_KEY: sandbox.apiKey,
    XOBIN_BASE_URL: sandbox.url,
    WEBHOOK_KEY,
  };
  return { sandbox, run: (command, ...args) => run(folder, env, command, args) };
}

afterEach(async () => {
  for (const close of open.splice(0)) {
    await close();
  }
});

async function run(cwd: string, env: NodeJS.ProcessEnv, command: string, args: string[]): Promise<void> {
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) {
    throw new Error(`${command} ${args.join(" ")}\n${output}`);
  }
}
