import { request } from "node:http";
import { startReceiver, type RunningReceiver } from "../../cli/receiver/server";
import { credentialHeaders, sendEvent } from "../../provider/verification/send-event";
import { testEvent } from "../../provider/verification/test-event";
import { sampleEvent } from "../../sandbox/sample-events";
import { CANARIES, tracesIn } from "../support/canaries";
import { printed, startCommand } from "./command";
import type { Auth } from "../../provider/settings/parts";

jest.setTimeout(60_000);

const APIKEY: Auth = {
  type: "apikey",
  status: true,
  apikey: { key: "X-Webhook-Key", value: CANARIES.CANARY_VALUE },
};

let receiver: RunningReceiver | undefined;
afterEach(async () => {
  await receiver?.close();
  receiver = undefined;
});

/** A receiver, and what it prints without the time of day. */
async function setup(auth?: Auth) {
  const lines: string[] = [];
  receiver = await startReceiver({ port: 0, host: "127.0.0.1" }, auth, (line) => {
    const pieces = [line].flat().map((piece) => (typeof piece === "string" ? piece : piece.text));
    lines.push(pieces.join("").replace(/^\d\d:\d\d:\d\d {2}/, ""));
  });
  const { url } = receiver;
  const send = (body: object | string, headers: Record<string, string> = {}, path = "/start") =>
    sendEvent({
      url: url + path,
      headers,
      body: typeof body === "string" ? body : JSON.stringify(body),
      timeoutMs: 10_000,
    });
  return { lines, url, send };
}

test("each event is a line about its credential, and nothing about a person", async () => {
  const { lines, send } = await setup(APIKEY);
  const right = credentialHeaders(APIKEY);
  const start = sampleEvent(206, "start");
  const statuses = [
    await send(start, right),
    await send(sampleEvent(311, "submission"), right),
    await send(testEvent("start", 206), right),
    await send(start),
    await send(start, { "X-Webhook-Key": `${CANARIES.CANARY_VALUE}x` }, "/start?code=canary"),
  ].map((response) => response.kind === "response" && response.status);

  expect(statuses).toEqual([204, 204, 204, 401, 401]);
  expect(lines).toEqual([
    "start of interview 206, response 6726, credential right → 204",
    "submission of interview 311, response 6726, credential right → 204",
    "test event at /start, credential right → 204",
    "POST /start, credential missing → 401",
    "POST /start, credential wrong → 401",
  ]);
  expect(tracesIn(lines.join())).toEqual([]);
  expect(lines.join()).not.toMatch(/jennifer|canary/i);
});

test("an unknown event is accepted; a response numbered 0 is no test event", async () => {
  const { lines, send } = await setup();
  const statuses = [
    await send({ ...sampleEvent(206, "start"), invite_status: "canary" }),
    await send({ invite_status: "Paused" }),
    await send({ ...sampleEvent(206, "start"), response_id: 0, candidate_id: 0 }),
  ].map((response) => response.kind === "response" && response.status);

  expect(statuses).toEqual([204, 204, 204]);
  expect(lines).toEqual([
    "unknown event of interview 206, response 6726, no credential expected → 204",
    "unknown event of interview unknown, response unknown, no credential expected → 204",
    "start of interview 206, response 0, no credential expected → 204",
  ]);
});

test("a body that is no event is refused with the reason", async () => {
  const { lines, url, send } = await setup();
  await send("{");
  await send(sampleEvent(206, "start"), {}, "/elsewhere");
  await send(`"${"x".repeat(6 * 1024 * 1024)}"`);
  await new Promise((resolve) => request(url, { method: "GET" }, resolve).end());

  expect(lines).toEqual([
    "Not an event of an AI interview: the body is not JSON, no credential expected → 400",
    "start of interview 206, response 6726, no credential expected → 204",
    "POST /start, the body is too large → 413",
    "GET / → 405",
  ]);
});

test("a sender that hangs up is printed as one without a response", async () => {
  const { lines, url } = await setup();
  const gone = request(url, { method: "POST", headers: { "content-length": 10 } });
  gone.on("error", () => undefined).write("half");
  gone.once("socket", (socket) => socket.once("connect", () => setTimeout(() => gone.destroy(), 50)));
  while (lines.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  expect(lines).toEqual(["aborted, no credential expected → no response"]);
});

test("a request for another Host is refused and printed", async () => {
  const { lines, url } = await setup();
  const body = JSON.stringify(sampleEvent(206, "start"));
  const status = await new Promise((resolve) => {
    const options = { method: "POST", headers: { host: "evil.example" } };
    request(`${url}/start?code=canary`, options, (response) => {
      resolve(response.statusCode);
    }).end(body);
  });
  expect(status).toBe(421);
  expect(lines).toEqual(["POST /start, for another Host → 421"]);
});

test("a receiver for containers says who can reach it", async () => {
  const receive = startCommand(["receive", "--port", "0", "--host", "0.0.0.0"]);
  const [, url = ""] = await printed(receive, /submission: \{ url: "(\S+)\/submission"/);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(receive.output.stderr).toMatch(
    /^warning: Everybody who reaches this port through 0\.0\.0\.0 can send it events\..*\n$/,
  );
});

test("receive says what to declare, prints what send sends, and stops at Ctrl+C", async () => {
  const env = { XOBIN_WEBHOOK_PASSWORD: CANARIES.CANARY_PASSWORD };
  const receive = startCommand(["receive", "--port", "0", "--basic", "xobin"], env);
  const [, url = ""] = await printed(receive, /submission: \{ url: "(\S+)"/);
  expect(receive.output.stdout).toContain(
    'auth: { type: "basic", basic: { username: "xobin", password: … } }',
  );

  const sent = startCommand(
    ["send", "submission", "--url", url, "--basic", "xobin", "--interview", "311"],
    env,
  );
  expect(await sent.ended).toBe(0);
  expect(sent.output).toEqual({
    stdout: expect.stringMatching(/^HTTP 204 {2}\d+ ms\n$/) as string,
    stderr: "",
  });

  const refused = startCommand(["send", "start", "--url", url, "--json"], env);
  expect(await refused.ended).toBe(1);
  expect(JSON.parse(refused.output.stdout)).toEqual({
    status: 401,
    durationMs: expect.any(Number) as number,
    failure: null,
    body: "",
  });

  receive.child.kill("SIGINT");
  expect(await receive.ended).toBe(0);
  const lines = receive.output.stdout.trimEnd().split("\n").slice(-3);
  expect(lines[0]).toMatch(
    /^\d\d:\d\d:\d\d {2}submission of interview 311, response 6726, credential right → 204$/,
  );
  expect(lines[1]).toMatch(/ {2}POST \/submission, credential missing → 401$/);
  expect(lines[2]).toBe("The receiver has stopped.");
  expect(tracesIn(receive.output.stdout + receive.output.stderr + sent.output.stdout)).toEqual([]);
});

test("a port in use ends receive with the remedy", async () => {
  const { url } = await setup();
  const second = startCommand(["receive", "--port", new URL(url).port]);
  expect(await second.ended).toBe(1);
  expect(second.output).toEqual({
    stdout: "",
    stderr: `error: Port ${new URL(url).port} is in use. Choose another with --port, or 0 for any free one.\n`,
  });
});
