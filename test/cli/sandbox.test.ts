import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { canary, start } from "../sandbox/testing";
import { printed, startCommand, type RunningCommand } from "./command";

const run = (...args: string[]) => startCommand(["sandbox", ...args]);

/** The base URL to configure, as it prints it. */
async function baseUrlOf(sandbox: RunningCommand): Promise<string> {
  const [, url = ""] = await printed(sandbox, /xobin:baseUrl (\S+)\n[^]*--help/);
  return url;
}

async function put(
  baseUrl: string,
  apiKey: string,
  path = "/ai-interviews/settings/webhooks/206",
): Promise<number> {
  const body = {
    webhooks: {
      start: { status: true, url: `https://example.com/?code=${canary.value}` },
      submission: { status: false, url: "https://example.com/" },
      auth: { type: "basic", basic: { username: "alice", password: canary.password } },
    },
  };
  const response = await fetch(baseUrl + path, {
    method: "PUT",
    headers: { apiKey, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  return response.status;
}

test("it says how to point a stack at it, and prints a line for each call", async () => {
  const sandbox = run("--port", "0");
  const baseUrl = await baseUrlOf(sandbox);
  expect(sandbox.output.stdout).toContain(`  pulumi config set xobin:baseUrl ${baseUrl}\n`);
  expect(sandbox.output.stdout).toContain("  pulumi config set --secret xobin:apiKey fake-sandbox-api-key\n");
  expect(await put(baseUrl, "fake-sandbox-api-key")).toBe(200);
  expect(await put(baseUrl, "fake-sandbox-api-key", "/elsewhere?q=1")).toBe(404);

  sandbox.child.kill("SIGINT");
  expect(await sandbox.ended).toBe(0);
  const lines = sandbox.output.stdout.trimEnd().split("\n").slice(-3);
  expect(lines[0]).toMatch(
    /^\d\d:\d\d:\d\d {2}PUT interview 206 → 200 {2}start on, submission off, auth basic on$/,
  );
  expect(lines[1]).toMatch(/ {2}PUT \/api\/v2\/elsewhere → 404$/);
  expect(lines[2]).toBe("The sandbox has stopped.");
  expect(sandbox.output.stderr).toBe("");
});

test.each([
  ["an option", ["--api-key", canary.apiKey], {}],
  ["a variable", [], { XOBIN_SANDBOX_API_KEY: canary.apiKey }],
])("nothing that it prints is secret, its key from %s included", async (_from, args, env) => {
  const sandbox = startCommand(["sandbox", "--port", "0", ...args], env);
  const baseUrl = await baseUrlOf(sandbox);
  expect(sandbox.output.stdout).toContain("pulumi config set --secret xobin:apiKey ");
  expect(await put(baseUrl, canary.apiKey)).toBe(200);
  expect(await put(baseUrl, "canary-wrong")).toBe(401);
  expect(await put(baseUrl, canary.apiKey, `/x?${canary.apiKey}`)).toBe(404);
  sandbox.child.kill("SIGTERM");
  expect(await sandbox.ended).toBe(0);
  expect(sandbox.output.stdout.match(/→/g)).toHaveLength(3);
  expect(sandbox.output.stdout + sandbox.output.stderr).not.toContain("canary");
});

test("its options take effect, and it can be made to fail from outside", async () => {
  const baseUrl = await baseUrlOf(run("--port", "0", "--requests-per-second", "1", "--latency", "150"));
  await fetch(new URL("/sandbox/fault", baseUrl), {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"status": 503}',
  });
  const before = performance.now();
  const statuses = await Promise.all([1, 2].map(() => put(baseUrl, "fake-sandbox-api-key")));
  expect(performance.now() - before).toBeGreaterThanOrEqual(149);
  expect(statuses.sort()).toEqual([429, 503]);
});

test("a sandbox for containers says who can reach it; loopback needs no word", async () => {
  const open = run("--port", "0", "--host", "0.0.0.0");
  expect(await baseUrlOf(open)).toMatch(/^http:\/\/127\.0\.0\.1:/);
  expect(open.output.stderr).toMatch(
    /^warning: Everybody who reaches this port through 0\.0\.0\.0 can read what the sandbox holds, and make it send .*\n$/,
  );
  const local = run("--port", "0", "--host", "localhost");
  await baseUrlOf(local);
  expect(local.output.stderr).toBe("");
});

test("an address of another machine ends it with the remedy", async () => {
  const elsewhere = run("--port", "0", "--host", "192.0.2.1");
  expect(await elsewhere.ended).toBe(1);
  expect(elsewhere.output.stderr).toBe(
    "error: --host is no address of this machine. In a container it is 0.0.0.0.\n",
  );
});

test("a port in use ends it with the remedy and no stack", async () => {
  const { port } = new URL((await start()).url);
  const second = run("--port", port);
  expect(await second.ended).toBe(1);
  expect(second.output).toEqual({
    stdout: "",
    stderr: `error: Port ${port} is in use. Choose another with --port, or 0 for any free one.\n`,
  });
});

test("npm run sandbox is this command, and --help names options and calls", () => {
  const help = execFileSync("npm", ["run", "--silent", "sandbox", "--", "--help"], {
    cwd: join(__dirname, "../.."),
    encoding: "utf8",
  });
  for (const option of [
    "--port",
    "--host",
    "--api-key",
    "XOBIN_SANDBOX_API_KEY",
    "--requests-per-second",
    "--latency",
    "--help",
  ]) {
    expect(help).toContain(option);
  }
  for (const call of [
    "settings",
    "requests",
    "invitations",
    "invite",
    "complete",
    "deliver",
    "delete",
    "fault",
  ]) {
    expect(help).toContain(`/sandbox/${call}`);
  }
});
