import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineEnv } from "../../tools/engine";
import { start } from "../../tools/run-process";
import { startSandbox, type Sandbox } from "../../sandbox";
import { WEBHOOK_KEY } from "./webhook-key";

/** The surroundings of an example that runs for real. */
export interface ExampleSetup {
  sandbox: Sandbox;
  /** Runs a command in the example's folder, on the engine and against the sandbox. Throws its output when it fails. */
  run: (command: string, ...args: string[]) => Promise<string>;
}

const open: (() => Promise<void> | void)[] = [];

/**
 * An API, and a state and settings of Pulumi, for one test alone.
 *
 * @param keyVariable - the environment variable in which the example finds the API key
 */
export async function exampleSetup(folder: string, keyVariable = "XOBIN_API_KEY"): Promise<ExampleSetup> {
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
    [keyVariable]: sandbox.apiKey,
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

async function run(cwd: string, env: NodeJS.ProcessEnv, command: string, args: string[]): Promise<string> {
  const { code, output } = await start(command, args, { cwd, env }).ended;
  if (code !== 0) {
    throw new Error(`${command} ${args.join(" ")}\n${output}`);
  }
  return output;
}
