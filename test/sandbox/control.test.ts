import { type Asked, ask, canary, put, start, start206, startReceiver } from "./testing";

const basic = { type: "basic", basic: { username: "alice", password: canary.password } };
const apikey = { type: "apikey", status: true, apikey: { key: "X-Webhook-Key", value: canary.value } };

test("settings are listed by account and interview, with secrets masked", async () => {
  const sandbox = await start();
  await put(sandbox, 206, { ...start206, auth: basic });
  const url = "https://user:canary-password@example.com/a?code=canary-header-value#canary";
  await put(sandbox, 207, { submission: { status: false, url }, auth: apikey });
  const { body, text } = await ask(sandbox, "GET", "/sandbox/settings");
  expect(body).toEqual({
    default: {
      206: { ...start206, auth: { type: "basic", basic: { username: "alice", password: "***" } } },
      207: {
        submission: { status: false, url: "https://***@example.com/a?***" },
        auth: { ...apikey, apikey: { key: "X-Webhook-Key", value: "***" } },
      },
    },
  });
  expect(text).not.toContain("canary");
});

test("requests are listed with their responses, all secrets masked", async () => {
  const sandbox = await start({ accounts: { [canary.apiKey]: "default" } });
  await put(sandbox, 206, { ...start206, auth: basic });
  await put(sandbox, 206, [canary.password, { password: [canary.password, 7] }, { url: canary.value }], {
    headers: { apiKey: "canary-wrong", authorization: canary.value },
  });
  await fetch(`${sandbox.url}/x?key=${canary.apiKey}`);
  const { body, text } = await ask(sandbox, "GET", "/sandbox/requests");
  expect(body).toMatchObject([
    {
      method: "PUT",
      path: "/api/v2/ai-interviews/settings/webhooks/206",
      headers: { apikey: "***", "content-type": "application/json" },
      body: { webhooks: { ...start206, auth: { basic: { username: "alice", password: "***" } } } },
      aiInterviewId: 206,
      response: 200,
    },
    { headers: { authorization: "***" }, body: { webhooks: ["***", {}, { url: "***" }] }, response: 401 },
    { method: "GET", path: "/api/v2/x", response: 404 },
  ]);
  expect(text).not.toContain("canary");
});

test("faults are queued and cleared", async () => {
  const sandbox = await start();
  const queued = await ask(sandbox, "POST", "/sandbox/fault", { status: 503, times: "always" });
  expect(queued).toMatchObject({ status: 200, body: { queued: ["status", "times"] } });
  for (const id of [1, 2, 3]) {
    expect((await put(sandbox, id, start206)).status).toBe(503);
  }
  expect((await ask(sandbox, "DELETE", "/sandbox/fault")).status).toBe(200);
  expect((await put(sandbox, 1, start206)).status).toBe(200);
});

test.each([
  [{ state: 503 }, 'Unrecognized key: "state"'],
  [{ status: "503" }, "status: "],
  [{ status: 99 }, "status: "],
  [{ times: 0 }, "times: "],
  [{ probability: 2 }, "probability: "],
  [{ drop: "now" }, "drop: "],
  [{ headers: { "no token": "x" } }, "no token"],
  [{ headers: { "x-split": "a\r\nb: c" } }, "x-split"],
  [undefined, "The body must be JSON"],
])("a fault like %j is refused with the reason, and none is queued", async (fault, reason) => {
  const sandbox = await start();
  const { status, body } = await ask(sandbox, "POST", "/sandbox/fault", fault);
  expect(status).toBe(400);
  expect(body).toEqual({ error: expect.stringContaining(reason) as unknown });
  expect((await put(sandbox, 1, start206)).status).toBe(200);
});

test("an event is delivered, and possible secrets of its url are masked", async () => {
  const [sandbox, receiver] = [await start(), await startReceiver()];
  sandbox.seed(206, { start: { status: true, url: `${receiver.url}/?code=canary` } });
  const { body } = await ask(sandbox, "POST", "/sandbox/deliver", { aiInterviewId: 206, event: "start" });
  expect(body).toEqual({ responseId: 6726, sent: true, status: 204, url: `${receiver.url}/?***` });
  expect(receiver.received).toMatchObject([{ path: "/?code=canary", body: { ai_interview_id: 206 } }]);
});

test("the named account of several delivers", async () => {
  const [sandbox, receiver] = [await start({ accounts: { "k-a": "a", "k-b": "b" } }), await startReceiver()];
  sandbox.seed(206, { start: { status: true, url: receiver.url } }, "b");
  const event = { aiInterviewId: 206, event: "start" };
  const of = async (account?: string): Promise<Asked> =>
    await ask(sandbox, "POST", "/sandbox/deliver", { ...event, ...(account && { account }) });
  expect((await of()).body).toMatchObject({ sent: false });
  expect((await of("b")).body).toMatchObject({ sent: true });
  expect(await of("c")).toMatchObject({
    status: 400,
    body: { error: 'The sandbox has no account "c", only: a, b.' },
  });
});

test("an event that does not exist is refused", async () => {
  const sandbox = await start();
  const response = await ask(sandbox, "POST", "/sandbox/deliver", { aiInterviewId: 206, event: "end" });
  expect(response).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining("event: ") as unknown },
  });
});

test.each([
  ["invite", { aiInterviewId: 206, at: 9e15 }, "at: "],
  ["complete", { aiInterviewId: 206, at: 9e15 }, "at: "],
  ["fault", { redirect: "/\r\nX: 1" }, "Invalid character in header content"],
])("%s with %j is refused, because no response could hold it", async (name, body, reason) => {
  const sandbox = await start();
  expect(await ask(sandbox, "POST", `/sandbox/${name}`, body)).toMatchObject({
    status: 400,
    body: { error: expect.stringContaining(reason) as unknown },
  });
  expect((await ask(sandbox, "GET", "/sandbox/invitations")).body).toEqual([]);
});

test("any other call gets the list of calls", async () => {
  const sandbox = await start();
  for (const [method, path] of [
    ["GET", "/sandbox/"],
    ["POST", "/sandbox/settings"],
    ["GET", "/sandbox"],
  ] as const) {
    const { status, body } = await ask(sandbox, method, path);
    expect([status, body]).toEqual([
      404,
      { error: expect.stringContaining("POST /sandbox/fault") as unknown },
    ]);
  }
});

test("calls to the sandbox itself are not recorded, limited or made to fail", async () => {
  const sandbox = await start({ requestsPerSecond: 1, accounts: { [canary.apiKey]: "default" } });
  sandbox.fail({ status: 503 });
  for (let i = 0; i < 3; i++) {
    expect((await ask(sandbox, "GET", "/sandbox/requests")).body).toEqual([]);
  }
  expect((await put(sandbox, 206, start206)).status).toBe(503);
  expect(sandbox.requests).toHaveLength(1);
});
