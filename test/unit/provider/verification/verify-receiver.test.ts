import { verifyReceiver, type Finding } from "../../../../provider/verification/verify-receiver";
import { once } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isTestEvent, parseEvent } from "../../../../receiver";
import { base64, CANARIES, tracesIn, USERNAME } from "../../../support/canaries";
import { closeAfterTest } from "../../../support/close-after-test";
import {
  echo,
  endlessly,
  goodReceiver,
  hangingUpReceiver,
  nobody,
  selfSignedReceiver,
  startReceiver,
} from "../../../support/receivers";
import type { Auth } from "../../../../provider/settings/parts";

const APIKEY: Auth = {
  type: "apikey",
  status: true,
  apikey: { key: "X-Webhook-Key", value: CANARIES.CANARY_VALUE },
};
const BASIC: Auth = {
  type: "basic",
  status: true,
  basic: { username: USERNAME, password: CANARIES.CANARY_PASSWORD },
};

async function verify(url: string, auth: Auth | undefined = APIKEY, timeoutMs = 5000): Promise<Finding[]> {
  const receiver = { aiInterviewId: 206, event: "submission", url, auth, timeoutMs, small: true } as const;
  const findings = await verifyReceiver(receiver);
  expect(tracesIn(JSON.stringify(findings))).toEqual([]);
  return findings;
}

/** `declared: HTTP 204`, and the problem where there is one. */
async function outcome(...args: Parameters<typeof verify>): Promise<string[]> {
  const findings = await verify(...args);
  return findings.map(
    ({ probe, response, problem }) => `${probe}: ${response}${problem ? `, ${problem}` : ""}`,
  );
}

const respondWith =
  (status: number, headers: Record<string, string> = {}) =>
  async () =>
    (await startReceiver((response) => response.writeHead(status, headers).end())).url;

test.each([
  ["apikey", APIKEY],
  ["basic", BASIC],
])("a receiver that verifies %s gets three test events and has no problem", async (_type, auth) => {
  const receiver = await goodReceiver(auth);
  expect(await outcome(receiver.url, auth)).toEqual([
    "declared: HTTP 204",
    "none: HTTP 401",
    "wrong: HTTP 401",
  ]);

  for (const { method, headers, body } of receiver.received) {
    expect({ method, type: headers["content-type"], mark: headers["x-xobin-test-event"] }).toEqual({
      method: "POST",
      type: "application/json",
      mark: "true",
    });
    expect(JSON.parse(body)).toMatchObject({
      ai_interview_id: 206,
      response_id: 0,
      candidate_id: 0,
      candidate_email: "test-event@example.invalid",
      invite_status: "Completed",
    });
  }
  const credentials = receiver.received.map(
    ({ headers }) => headers[auth.type === "basic" ? "authorization" : "x-webhook-key"],
  );
  const [declared, none, wrong] = credentials;
  expect(declared).toBe(
    auth.type === "basic"
      ? `Basic ${base64(`${USERNAME}:${CANARIES.CANARY_PASSWORD}`)}`
      : CANARIES.CANARY_VALUE,
  );
  expect(none).toBeUndefined();
  expect(wrong).toMatch(auth.type === "basic" ? /^Basic \w+/ : /^[\w-]{32}$/);
  expect(wrong).not.toBe(declared);
});

test.each([
  ["none", undefined],
  ["one that is off", { ...APIKEY, status: false }],
])("a declared credential that is %s makes one event without it all", async (_form, auth) => {
  const { url, received } = await startReceiver((response) => response.writeHead(200).end("ok"));
  const findings = await verifyReceiver({ aiInterviewId: 206, event: "start", url, auth, timeoutMs: 5000 });
  expect(findings).toEqual([
    {
      event: "start",
      probe: "declared",
      response: "HTTP 200",
      status: 200,
      durationMs: expect.any(Number) as number,
    },
  ]);
  expect(received.map(({ headers }) => headers["x-webhook-key"])).toEqual([undefined]);
});

test.each<[fault: string, start: () => Promise<string>, outcome: string[]]>([
  ["down", nobody, ["declared: ECONNREFUSED, down"]],
  [
    "under an unknown name",
    async () => Promise.resolve("https://receiver.invalid/start"),
    ["declared: ENOTFOUND, dns"],
  ],
  [
    "hanging up",
    hangingUpReceiver,
    [expect.stringMatching(/^declared: (ECONNRESET|the connection ended early), disconnected$/) as string],
  ],
  [
    "with a certificate that nobody has signed",
    async () => (await selfSignedReceiver()).url,
    [expect.stringMatching(/^declared: \w+, tls$/) as string],
  ],
  [
    "speaking no TLS",
    async () => (await respondWith(204)()).replace("http:", "https:"),
    [expect.stringMatching(/^declared: \w+, tls$/) as string],
  ],
  ["failing", respondWith(500), [500, 500, 500].map(withProblem("server-error"))],
  [
    "not found",
    respondWith(404),
    ["declared: HTTP 404, not-found", "none: HTTP 404, no-401", "wrong: HTTP 404, no-401"],
  ],
  [
    "for GET only",
    respondWith(405),
    ["declared: HTTP 405, method", "none: HTTP 405, no-401", "wrong: HTTP 405, no-401"],
  ],
  [
    "redirecting",
    respondWith(302, { location: "http://127.0.0.1:1/elsewhere" }),
    ["declared: HTTP 302, redirect", "none: HTTP 302, no-401", "wrong: HTTP 302, no-401"],
  ],
  [
    "refusing the right credential",
    respondWith(401),
    ["declared: HTTP 401, refuses-credential", "none: HTTP 401", "wrong: HTTP 401"],
  ],
  [
    "letting everyone in",
    respondWith(200),
    ["declared: HTTP 200", "none: HTTP 200, lets-everyone-in", "wrong: HTTP 200, accepts-any-credential"],
  ],
  [
    "responding without an end",
    async () => (await startReceiver(endlessly)).url,
    [
      "declared: HTTP 200, body-too-large",
      "none: HTTP 200, lets-everyone-in",
      "wrong: HTTP 200, accepts-any-credential",
    ],
  ],
  [
    "echoing what it was sent",
    async () => (await startReceiver(echo)).url,
    [500, 500, 500].map(withProblem("server-error")),
  ],
  [
    "refusing the body",
    respondWith(422),
    ["declared: HTTP 422, refuses-event", "none: HTTP 422, no-401", "wrong: HTTP 422, no-401"],
  ],
])("a receiver that is %s is found out", async (_fault, start, expected) => {
  expect(await outcome(await start())).toEqual(expected);
});

function withProblem(problem: string) {
  return (status: number, index: number) =>
    `${["declared", "none", "wrong"][index] ?? ""}: HTTP ${status}, ${problem}`;
}

test.each([
  ["never responds", () => undefined],
  ["responds and never ends its body", (response: { write(text: string): unknown }) => response.write("x")],
])("a receiver that %s is given up at the timeout, after one event", async (_fault, respond) => {
  const { url, received } = await startReceiver(respond);
  const [finding, ...others] = await verify(url, APIKEY, 200);
  expect(finding).toMatchObject({ response: "no response within 0.2 s", problem: "timeout" });
  expect(finding?.durationMs).toBeLessThan(2000);
  expect(others).toEqual([]);
  expect(received).toHaveLength(1);
});

test("a receiver that asks for a credential where none is declared is found out", async () => {
  const { url } = await startReceiver((response) => response.writeHead(401).end());
  expect(await verifyReceiver({ aiInterviewId: 1, event: "start", url, timeoutMs: 5000 })).toMatchObject([
    { probe: "declared", status: 401, problem: "requires-credential" },
  ]);
});

test("a redirect is not followed", async () => {
  const target = await startReceiver((response) => response.writeHead(204).end());
  const { url } = await startReceiver((response) => response.writeHead(307, { location: target.url }).end());
  await verify(url);
  expect(target.received).toEqual([]);
});

describe("a submission of a real one's size", () => {
  const events = (url: string, auth?: Auth) =>
    verifyReceiver({ aiInterviewId: 206, event: "submission", url, auth, timeoutMs: 5000 });

  /** A receiver that treats bodies of more than 100 kB, as of express.json(), in its own way. */
  const limited = async (refuse: (request: IncomingMessage, response: ServerResponse) => void) => {
    const server = createServer((request, response) => {
      if (Number(request.headers["content-length"]) > 100_000) {
        refuse(request, response);
      } else {
        request.resume().on("end", () => response.writeHead(204).end());
      }
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    closeAfterTest(() => {
      server.closeAllConnections();
      server.close();
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  };

  test("is sent once the small one is accepted, with the declared credential", async () => {
    const { url, received } = await goodReceiver(APIKEY);
    const findings = await events(url, APIKEY);
    expect(findings.map(({ probe, problem }) => [probe, problem])).toEqual([
      ["declared", undefined],
      ["large", undefined],
      ["none", undefined],
      ["wrong", undefined],
    ]);
    expect(received.map(({ body }) => body.length > 256 * 1024)).toEqual([false, true, false, false]);
    const large = received[1];
    expect(large?.headers["x-webhook-key"]).toBe(CANARIES.CANARY_VALUE);
    const event = parseEvent(large?.body ?? "");
    expect(isTestEvent(event)).toBe(true);
    expect(event).toMatchObject({ ai_interview_id: 206, invite_status: "Completed" });
    expect(large?.body.length).toBeLessThan(264 * 1024);
  });

  test("is not sent for start, nor after a small one that is refused", async () => {
    const good = await goodReceiver(APIKEY);
    await verifyReceiver({
      aiInterviewId: 206,
      event: "start",
      url: good.url,
      auth: APIKEY,
      timeoutMs: 5000,
    });
    expect(good.received).toHaveLength(3);
    const { url, received } = await startReceiver((response) => response.writeHead(401).end());
    await events(url, APIKEY);
    expect(received).toHaveLength(3);
  });

  test.each<[how: string, refuse: (request: IncomingMessage, response: ServerResponse) => void]>([
    ["413 at once, and hangs up", (_, response) => response.writeHead(413, { connection: "close" }).end()],
    [
      "413 when it has read it",
      (request, response) => request.resume().on("end", () => response.writeHead(413).end()),
    ],
    ["400", (request, response) => request.resume().on("end", () => response.writeHead(400).end())],
    ["nothing, and hangs up", (request) => request.socket.destroy()],
  ])("is refused by a receiver that responds with %s", async (_how, refuse) => {
    const findings = await events(await limited(refuse));
    expect(findings.map(({ probe, problem }) => [probe, problem])).toEqual([
      ["declared", undefined],
      ["large", "event-too-large"],
    ]);
  });

  test("that fails the receiver is that receiver's failure", async () => {
    const url = await limited((request, response) =>
      request.resume().on("end", () => response.writeHead(500).end()),
    );
    expect(await events(url)).toMatchObject([{}, { probe: "large", problem: "server-error" }]);
  });
});

test.each([
  ["http://192.0.2.2/start", "the URL must start with https://"],
  ["https://user:pass@receiver.invalid/start", "the URL must not contain a user name or password"],
  ["ftp://receiver.invalid/start", "the URL must start with https://"],
  ["receiver.invalid", "the URL must be an absolute URL"],
  ["", "the URL must be an absolute URL"],
])("nothing is sent to %j, which no declaration may name", async (url, response) => {
  expect(await verify(url)).toEqual([
    {
      event: "submission",
      probe: "declared",
      response: expect.stringContaining(response) as string,
      durationMs: 0,
      problem: "invalid-url",
    },
  ]);
});
