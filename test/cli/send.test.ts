import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatExcerpt } from "../../cli/output/excerpt";
import { base64, CANARIES, tracesIn } from "../support/canaries";
import { echo, nobody, startReceiver } from "../support/receivers";
import { cli, startCommand } from "./command";

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), "pulumi-xobin-"));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function fileOf(content: string | Buffer): string {
  const file = join(folder, "event.json");
  writeFileSync(file, content);
  return file;
}

test("an echo of all that was sent is printed without anything secret", async () => {
  const { url, received } = await startReceiver(echo);
  const env = { XOBIN_WEBHOOK_VALUE: CANARIES.CANARY_VALUE };
  const args = ["send", "start", "--url", `${url}/start?code=canary-token`, "--header", "X-Webhook-Key"];
  const send = startCommand(args, env);

  expect(await send.ended).toBe(1);
  expect(received[0]?.headers["x-webhook-key"]).toBe(CANARIES.CANARY_VALUE);
  expect(received[0]?.path).toBe("/start?code=canary-token");
  expect(JSON.parse(received[0]?.body ?? "")).toMatchObject({ invite_status: "Started", response_id: 6726 });
  expect(send.output.stderr).toBe("");
  expect(send.output.stdout).toMatch(/^HTTP 500 {2}\d+ ms\n/);
  expect(send.output.stdout.split("\n").length).toBeLessThanOrEqual(3);
  expect(send.output.stdout.length).toBeLessThan(500);
  expect(tracesIn(send.output.stdout)).toEqual([]);
});

test("--data sends the file as it is", async () => {
  const { url, received } = await startReceiver((response) => response.writeHead(200).end("thanks"));
  const send = await cli([
    "send",
    "start",
    "--url",
    url,
    "--data",
    fileOf('{ "invite_status": "Started" }\n'),
  ]);
  expect(send).toMatchObject({ code: 0, stderr: "" });
  expect(received[0]?.body).toBe('{ "invite_status": "Started" }\n');
  expect(send.stdout).toMatch(/^HTTP 200 {2}\d+ ms\nthanks\n$/);
});

const EVENT = '{"candidate_name":"Zoë"}';

test.each([
  ["UTF-8 with a byte order mark", Buffer.from(`\ufeff${EVENT}`)],
  ["UTF-16", Buffer.from(EVENT, "utf16le")],
  ["UTF-16 with a byte order mark", Buffer.from(`\ufeff${EVENT}`, "utf16le")],
  ["UTF-16 of the other byte order", Buffer.from(`\ufeff${EVENT}`, "utf16le").swap16()],
])("--data takes a file in %s", async (_encoding, bytes) => {
  const { url, received } = await startReceiver((response) => response.writeHead(204).end());
  expect(await cli(["send", "start", "--url", url, "--data", fileOf(bytes)])).toMatchObject({ code: 0 });
  expect(received[0]?.body).toBe(EVENT);
});

test("--data - reads standard input", async () => {
  const { url, received } = await startReceiver((response) => response.writeHead(204).end());
  const send = startCommand(["send", "start", "--url", url, "--data", "-"]);
  send.child.stdin?.end(EVENT);
  expect(await send.ended).toBe(0);
  expect(received[0]?.body).toBe(EVENT);
});

test.each(["/services/PATH-TOKEN-123", "/start?BARE-TOKEN-123", "/start?code=VALUE-TOKEN-123"])(
  "a response that repeats a token of the URL %s is withheld",
  async (path) => {
    const { url } = await startReceiver((response, { path }) =>
      response.writeHead(404).end(`Cannot POST ${path ?? ""}`),
    );
    const { stdout } = await cli(["send", "start", "--url", url + path]);
    expect(stdout).toMatch(/^HTTP 404 .*\n\(the response is withheld: [^\n]+\n$/);
  },
);

test("a receiver that is down is exit code 1 with the system's code", async () => {
  const send = startCommand(["send", "start", "--url", await nobody(), "--json"]);
  expect(await send.ended).toBe(1);
  expect(JSON.parse(send.output.stdout)).toMatchObject({ status: null, failure: "ECONNREFUSED", body: "" });
});

test("an excerpt is one line and bounded", () => {
  expect(formatExcerpt("a\r\n\tb", [])).toBe("a b");
  expect(formatExcerpt("x".repeat(10_000), []).length).toBeLessThanOrEqual(301);
});

test.each([
  ["as it is", (secret: string) => `the key ${secret} is wrong`],
  ["in part", (secret: string) => `the key ${secret.slice(2, 9)}… is wrong`],
  ["with line breaks in it", (secret: string) => secret.split(" ").join("\r\n\t")],
  ["as JSON in JSON", (secret: string) => JSON.stringify({ error: JSON.stringify({ key: secret }) })],
  ["in base64", (secret: string) => base64(`canary-user:${secret}`)],
])("a body that repeats a secret %s is withheld entirely", (_form, echoed) => {
  const body = `before ${echoed(CANARIES.CANARY_VALUE)} after`;
  expect(formatExcerpt(body, [CANARIES.CANARY_VALUE])).toBe(
    "(the response is withheld: it contains part of a secret)",
  );
});
