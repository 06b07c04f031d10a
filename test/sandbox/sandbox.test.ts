import { connect } from "node:net";
import { get } from "node:https";
import { FAKE_API_KEY, selfSigned, startSandbox, type WebhookSettings } from "../../sandbox/index";
import { put, start, start206 } from "./testing";

const submission = { status: false, url: "https://example.com/submission" };
const basic = { type: "basic", basic: { username: "alice", password: "pass" } } as const;
const apikey = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "value" } } as const;

describe("an update", () => {
  test("gets the documented response and is stored as sent", async () => {
    const sandbox = await start();
    const response = await put(sandbox, 206, { ...start206, submission, auth: basic });
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual({
      status: "success",
      message: "Webhooks updated successfully",
    });
    expect(sandbox.settings(206)).toStrictEqual({ ...start206, submission, auth: basic });
    expect(sandbox.settings(207)).toBeUndefined();
  });

  test.each<[string, WebhookSettings, WebhookSettings]>([
    ["start", { submission, auth: basic }, { start: start206.start, submission, auth: basic }],
    [
      "submission",
      { start: { status: false, url: "https://example.com/new" } },
      { start: { status: false, url: "https://example.com/new" }, submission, auth: basic },
    ],
    [
      "auth",
      { submission: { ...submission, status: true } },
      { start: start206.start, submission: { ...submission, status: true }, auth: basic },
    ],
  ])("keeps an absent %s", async (_absent, update, held) => {
    const sandbox = await start();
    sandbox.seed(206, { ...start206, submission, auth: basic });
    expect((await put(sandbox, 206, update)).status).toBe(200);
    expect(sandbox.settings(206)).toStrictEqual(held);
  });

  test("replaces auth as a whole, and keeps its status if none is sent", async () => {
    const sandbox = await start();
    sandbox.seed(206, { ...start206, auth: { ...basic, status: false } });
    await put(sandbox, 206, { ...start206, auth: apikey });
    expect(sandbox.settings(206)?.auth).toStrictEqual({ ...apikey, status: false });
    await put(sandbox, 206, { ...start206, auth: { ...apikey, status: true } });
    expect(sandbox.settings(206)?.auth).toStrictEqual({ ...apikey, status: true });
  });

  test("is returned as a copy", async () => {
    const sandbox = await start();
    const seeded = structuredClone(start206);
    sandbox.seed(206, seeded);
    seeded.start.url = "changed";
    const held = sandbox.settings(206);
    if (held?.start) {
      held.start.url = "changed";
    }
    expect(sandbox.settings(206)).toEqual(start206);
  });
});

describe("a call that is not in order", () => {
  test.each([
    ["a wrong key", { apiKey: "wrong" }],
    ["an empty key", { apiKey: "" }],
    ["the name of an object's own property as key", { apiKey: "constructor" }],
  ])("%s gets a 401 and changes nothing", async (_name, headers) => {
    const sandbox = await start();
    const response = await put(sandbox, 206, start206, { headers });
    expect(response.status).toBe(401);
    expect(await response.json()).toEqual({ error: "Invalid API key" });
    expect(sandbox.settings(206)).toBeUndefined();
  });

  test.each([0, -1, 1.5, "abc", "9007199254740993"])("interview %s gets a 404", async (id) => {
    const sandbox = await start();
    const response = await put(sandbox, id, start206);
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: "AI interview not found" });
  });

  test("an interview outside the given ones gets a 404", async () => {
    const sandbox = await start({ interviews: [206] });
    expect((await put(sandbox, 206, start206)).status).toBe(200);
    expect((await put(sandbox, 207, start206)).status).toBe(404);
  });

  test.each<[string, unknown, string]>([
    ["no webhooks", undefined, "webhooks: "],
    ["neither event", { auth: basic }, "webhooks: must have start, submission or both"],
    ["no status", { start: { url: "https://example.com" } }, "webhooks.start.status: "],
    [
      "a status in words",
      { start: { url: "https://example.com", status: "true" } },
      "webhooks.start.status: ",
    ],
    ["no url", { start: { status: true } }, "webhooks.start.url: "],
    [
      "a relative url",
      { submission: { status: true, url: "/x" } },
      "webhooks.submission.url: must be an absolute http or https URL",
    ],
    [
      "a url of another kind",
      { start: { status: true, url: "ftp://example.com" } },
      "webhooks.start.url: must be an absolute http or https URL",
    ],
    ["an unknown field", { ...start206, stop: start206.start }, 'webhooks: Unrecognized key: "stop"'],
    ["auth without type", { ...start206, auth: { basic: basic.basic } }, "webhooks.auth.type: "],
    ["auth of an unknown type", { ...start206, auth: { type: "bearer" } }, "webhooks.auth.type: "],
    [
      "basic without its block",
      { ...start206, auth: { ...apikey, type: "basic" } },
      "webhooks.auth.basic: is required when auth.type is basic",
    ],
    [
      "apikey without its block",
      { ...start206, auth: { ...basic, type: "apikey" } },
      "webhooks.auth.apikey: is required when auth.type is apikey",
    ],
    [
      "an empty password",
      { ...start206, auth: { type: "basic", basic: { username: "a", password: "" } } },
      "webhooks.auth.basic.password: must not be empty",
    ],
    ["null in place of absent", { ...start206, auth: null }, "webhooks.auth: "],
  ])("a body with %s gets a 400 and changes nothing", async (_name, webhooks, error) => {
    const sandbox = await start();
    const response = await put(sandbox, 206, webhooks);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({ error: expect.stringContaining(error) as unknown });
    expect(sandbox.settings(206)).toBeUndefined();
  });

  test.each([
    ["no JSON", { body: "{" }],
    ["JSON of another content type", { headers: { "content-type": "text/plain" } }],
  ])("%s gets a 400", async (_name, init) => {
    const sandbox = await start();
    const response = await put(sandbox, 206, start206, init);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      error: "The body must be JSON, sent with Content-Type: application/json",
    });
  });

  test.each([
    ["PUT", "/ai-interviews/settings/webhooks"],
    ["PUT", "/ai-interviews/settings/webhooks/"],
    ["PUT", "/ai-interviews/settings/webhooks/206/"],
    ["PUT", "//ai-interviews/settings/webhooks/206"],
    ["POST", "/ai-interviews/settings/webhooks"],
    ["GET", "/"],
  ])("%s %s gets a 404 in JSON", async (method, path) => {
    const sandbox = await start();
    const response = await fetch(sandbox.url + path, { method, headers: { apiKey: sandbox.apiKey } });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ error: "Not found" });
  });

  test("a call beside the API's path gets a 404 that names it", async () => {
    const { url } = await start();
    const call = new URL("/ai-interviews/settings/webhooks/206", url);
    const response = await fetch(call, { method: "PUT" });
    expect([response.status, await response.json()]).toEqual([
      404,
      { error: "Not found: the base URL ends with /api/v2" },
    ]);
  });

  test.each(["GET", "POST", "DELETE"])("%s of an interview's settings gets a 405", async (method) => {
    const sandbox = await start();
    const response = await put(sandbox, 206, start206, { method, ...(method === "GET" && { body: null }) });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("PUT");
    expect(await response.json()).toEqual({ error: "Method not allowed" });
  });
});

describe("accounts", () => {
  const accounts = { "fake-key-a": "a", "fake-key-b": "b", "fake-key-a-rotated": "a" };

  test("each holds its own settings, reached by any of its keys", async () => {
    const sandbox = await start({ accounts });
    await put(sandbox, 206, start206, { headers: { apiKey: "fake-key-b" } });
    expect(sandbox.settings(206, "a")).toBeUndefined();
    expect(sandbox.settings(206, "b")).toEqual(start206);
    await put(sandbox, 206, { submission }, { headers: { apiKey: "fake-key-a-rotated" } });
    expect(sandbox.settings(206)).toEqual({ submission });
    expect([sandbox.apiKey, sandbox.accounts]).toEqual(["fake-key-a", ["a", "b"]]);
  });

  test("each has its own interviews", async () => {
    const sandbox = await start({ accounts, interviews: { a: [1], b: [2] } });
    expect((await put(sandbox, 2, start206)).status).toBe(404);
    expect((await put(sandbox, 2, start206, { headers: { apiKey: "fake-key-b" } })).status).toBe(200);
  });

  test("one that does not exist is an error of the test", async () => {
    const sandbox = await start();
    expect(() => sandbox.settings(206, "b")).toThrow('no account "b", only: default');
  });
});

describe("a call", () => {
  test("is recorded completely and in order, until cleared", async () => {
    const sandbox = await start();
    const before = Date.now();
    await put(sandbox, 206, start206);
    await put(sandbox, 207, "?", { headers: { apiKey: "wrong" } });
    await fetch(`${sandbox.url}/nowhere?q=1`);
    expect(sandbox.requests).toMatchObject([
      {
        method: "PUT",
        path: "/api/v2/ai-interviews/settings/webhooks/206",
        headers: { apikey: FAKE_API_KEY, "content-type": "application/json" },
        body: { webhooks: start206 },
        aiInterviewId: 206,
        response: 200,
      },
      { aiInterviewId: 207, body: { webhooks: "?" }, response: 401 },
      { method: "GET", path: "/api/v2/nowhere?q=1", body: undefined, response: 404 },
    ]);
    expect(sandbox.requests[2]).not.toHaveProperty("aiInterviewId");
    expect(sandbox.requests[0]?.at).toBeGreaterThanOrEqual(before);
    sandbox.clearRequests();
    expect(sandbox.requests).toEqual([]);
  });
});

describe("speed", () => {
  test("every response takes the given latency", async () => {
    const sandbox = await start({ latencyMs: 150 });
    const before = performance.now();
    await put(sandbox, 206, start206);
    expect(performance.now() - before).toBeGreaterThanOrEqual(149);
  });

  test("calls beyond the rate get a 429, and are admitted a second later", async () => {
    const sandbox = await start({ requestsPerSecond: 2 });
    const responses = await Promise.all([1, 2, 3, 4].map((id) => put(sandbox, id, start206)));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 200, 429, 429]);
    const refused = responses.find(({ status }) => status === 429);
    expect(await refused?.json()).toEqual({ error: "Too many requests" });
    expect(refused?.headers.get("retry-after")).toBeNull();
    expect([1, 2, 3, 4].filter((id) => sandbox.settings(id))).toHaveLength(2);
    await new Promise((resolve) => setTimeout(resolve, 1050));
    expect((await put(sandbox, 5, start206)).status).toBe(200);
  });

  test.each([
    ["seconds", /^1$/],
    ["date", /^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/],
  ] as const)("a 429 names the wait in %s when asked to", async (retryAfter, form) => {
    const sandbox = await start({ requestsPerSecond: 1, retryAfter });
    await put(sandbox, 206, start206);
    const value = (await put(sandbox, 206, start206)).headers.get("retry-after");
    expect(value).toMatch(form);
    if (retryAfter === "date") {
      expect(Date.parse(value ?? "")).toBeGreaterThan(Date.now());
    }
  });
});

describe("its life", () => {
  test("several run side by side, each with a port and settings of its own", async () => {
    const [one, other] = [await start(), await start()];
    await put(one, 206, start206);
    expect(one.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v2$/);
    expect(one.url).not.toBe(other.url);
    expect(other.settings(206)).toBeUndefined();
  });

  test("a port in use is an error", async () => {
    const { port } = new URL((await start()).url);
    await expect(startSandbox({ port: Number(port) })).rejects.toMatchObject({ code: "EADDRINUSE" });
  });

  test("closing ends every connection, and frees the port", async () => {
    const sandbox = await startSandbox();
    sandbox.fail({ hang: true });
    sandbox.fail({ delayMs: 60_000 });
    const calls = [put(sandbox, 206, start206), put(sandbox, 206, start206)];
    const ended = Promise.allSettled(calls);
    while (sandbox.requests.length < 2) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const port = Number(new URL(sandbox.url).port);
    const idle = connect(port, "127.0.0.1");
    const idleEnded = new Promise((resolve) => idle.on("error", resolve).on("close", resolve));
    await new Promise((resolve) => idle.once("connect", resolve));

    await sandbox.close();
    expect((await ended).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await idleEnded;
    await (await startSandbox({ port })).close();
  });

  test("a failure of the sandbox itself is distinguishable from a bad network", async () => {
    const sandbox = await start();
    sandbox.fail({
      body: () => {
        throw new TypeError();
      },
    });
    const response = await put(sandbox, 206, start206);
    expect([response.status, await response.text()]).toEqual([500, "The sandbox itself failed (TypeError)."]);
  });

  test("a caller that hangs up is not recorded, and disturbs no other", async () => {
    const sandbox = await start();
    const { port, pathname } = new URL(sandbox.url);
    const socket = connect(Number(port), "127.0.0.1");
    socket.write(`PUT ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{`);
    await new Promise((resolve) => setTimeout(resolve, 100));
    socket.resetAndDestroy();
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(sandbox.requests).toEqual([]);
    expect((await put(sandbox, 206, start206)).status).toBe(200);
  });

  test("a self-signed certificate is accepted by a caller that trusts it alone", async () => {
    const sandbox = await start({ tls: selfSigned });
    expect(sandbox.url).toMatch(/^https:\/\/127\.0\.0\.1:/);
    await expect(put(sandbox, 206, start206)).rejects.toMatchObject({
      cause: { code: "DEPTH_ZERO_SELF_SIGNED_CERT" },
    });
    const status = await new Promise((resolve, reject) => {
      get(sandbox.url, { ca: selfSigned.cert, agent: false }, (response) => {
        response.resume();
        resolve(response.statusCode);
      }).on("error", reject);
    });
    expect(status).toBe(404);
  });
});
