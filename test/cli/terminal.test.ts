import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { startReceiver } from "../support/receivers";

jest.setTimeout(60_000);

/** A command line that sends an event to a receiver which takes longer than a second. */
async function slowSend(): Promise<string> {
  const { url } = await startReceiver((response) => {
    setTimeout(() => response.writeHead(204).end(), 1500);
  });
  return `"${process.execPath}" --import tsx cli/main.ts send start --url ${url}`;
}

/** Runs a command, and gives back all that it prints on both streams. */
async function printedBy(file: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
  const child = spawn(file, args, {
    cwd: join(__dirname, "../.."),
    env: { PATH: process.env["PATH"], TERM: "xterm-256color", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, "close")]);
  return stdout + stderr;
}

/** The same on a pseudo-terminal. */
const onTerminal = (command: string, env?: NodeJS.ProcessEnv) =>
  printedBy("script", ["-qec", command, "/dev/null"], env);

test("a terminal gets colors, and a progress line that goes away", async () => {
  const printed = await onTerminal(await slowSend());
  expect(printed).toMatch(/^\r\u001b\[KWaiting for the response\r\u001b\[K\u001b\[32mHTTP 204\u001b\[39m/);
});

test.each<[string, NodeJS.ProcessEnv]>([
  ["NO_COLOR", { NO_COLOR: "1" }],
  ["NO_COLOR beside FORCE_COLOR", { NO_COLOR: "1", FORCE_COLOR: "1" }],
  ["a terminal without colors", { TERM: "dumb" }],
])("%s gets neither colors nor progress", async (_setting, env) => {
  expect(await onTerminal(await slowSend(), env)).toMatch(/^HTTP 204 {2}\d+ ms\r\n$/);
});

test("a pipe gets neither colors nor progress, in CI too", async () => {
  const printed = await printedBy("sh", ["-c", await slowSend()], { CI: "true" });
  expect(printed).toMatch(/^HTTP 204 {2}\d+ ms\n$/);
});

test("a reader that leaves early is no error", async () => {
  expect(await printedBy("sh", ["-c", `${await slowSend()} | true`])).toBe("");
});
