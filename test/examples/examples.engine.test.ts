import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { engineEnv } from "../../tools/engine";
import { startSandbox, type Sandbox } from "../sandbox";
import { installedExample } from "./installed";

let sandbox: Sandbox;
let home: string;

beforeAll(() => {
  ["many", "accounts", "automation"].forEach(installedExample);
}, 600_000);

beforeEach(async () => {
  sandbox = await startSandbox();
  home = mkdtempSync(join(tmpdir(), "example-"));
});

afterEach(async () => {
  await sandbox.close();
  rmSync(home, { recursive: true, force: true });
});

test("the example many sends what its file declares", async () => {
  const folder = installedExample("many");
  await run(folder, "pulumi", "stack", "init", "test");
  await run(folder, "pulumi", "config", "set", "--secret", "webhookKey", "canary-key", "--stack", "test");
  await run(folder, "pulumi", "up", "--yes", "--skip-preview", "--stack", "test");

  expect(sandbox.requests.map(({ aiInterviewId }) => aiInterviewId).sort()).toEqual([206, 207, 311]);
  expect(sandbox.settings(311)).toMatchObject({
    start: { status: false, url: "https://hooks.example.com/kitchen/start" },
    submission: { status: true, url: "https://hooks.example.com/kitchen/submission" },
    auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary-key" } },
  });
});

test("the example accounts sends the interviews of the chosen environment with each account's key", async () => {
  const folder = installedExample("accounts");
  const stack = ["--stack", "dev"];
  await run(folder, "pulumi", "stack", "init", "dev");
  const set = (path: string, value: string) =>
    run(folder, "pulumi", "config", "set", "--secret", "--path", path, value, ...stack);
  await set("apiKeys.emea", sandbox.apiKey);
  await set("webhookKeys.emea", "canary-emea");
  await run(folder, "pulumi", "up", "--yes", "--skip-preview", ...stack);

  expect(sandbox.requests.map(({ aiInterviewId }) => aiInterviewId)).toEqual([9206]);
  expect(sandbox.settings(9206)).toMatchObject({
    submission: { url: "https://hooks.dev.example.com/xobin/emea/submission" },
    auth: { apikey: { value: "canary-emea" } },
  });
});

test("the example automation deploys an interview, changes nothing the second time, and removes it", async () => {
  const folder = installedExample("automation");
  const npm = (...args: string[]) => run(folder, "npm", "start", "--silent", "--", ...args);
  const deploy = ["deploy", "206", "--receiver-url", "https://hooks.example.com/xobin"];
  await npm(...deploy);
  expect(sandbox.settings(206)).toMatchObject({
    start: { status: true, url: "https://hooks.example.com/xobin/start" },
    auth: { apikey: { value: "canary-key" } },
  });

  await npm(...deploy);
  expect(sandbox.requests).toHaveLength(1);

  await npm("remove", "206");
  expect(sandbox.settings(206)).toMatchObject({ start: { status: false }, submission: { status: false } });
});

/** Runs a command on the engine, against the sandbox, with state and settings of this test alone. */
async function run(cwd: string, command: string, ...args: string[]): Promise<string> {
  const child = spawn(command, args, {
    cwd,
    env: {
      ...engineEnv({ binDir: process.env["TEST_ENGINE_BIN"] ?? "" }, home),
      XOBIN_API_KEY: sandbox.apiKey,
      XOBIN_BASE_URL: sandbox.url,
      WEBHOOK_KEY: "canary-key",
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => (output += text));
  }
  const [code] = (await once(child, "close")) as [number | null];
  if (code !== 0) {
    throw new Error(`${command} ${args.join(" ")}\n${output}`);
  }
  return output;
}
