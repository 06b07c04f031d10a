import { putWebhooks, type WebhooksCall } from "../../../../provider/api/webhooks";
import { EngineExitedError } from "../../../../provider/engine-log";
import { withoutCredential } from "../../../../provider/settings/credentials";
import { startSandbox, type Fault, type Sandbox } from "../../../../sandbox";
import { CALL, configFor, failureOf } from "../../../support/api-calls";
import { closeAfterTest } from "../../../support/close-after-test";
import { APIKEY } from "../../../support/declare";

let lines: string[] = [];
const log = (line: string) => {
  lines.push(line);
  return Promise.resolve();
};
beforeEach(() => {
  lines = [];
});
afterEach(() => {
  jest.restoreAllMocks();
});

async function start(): Promise<Sandbox> {
  const sandbox = await startSandbox();
  closeAfterTest(() => sandbox.close());
  return sandbox;
}

test("a call is a PUT of JSON with the key as a header", async () => {
  const sandbox = await start();
  const config = configFor(sandbox);
  await putWebhooks(config, CALL, log);
  expect(sandbox.requests).toMatchObject([
    {
      method: "PUT",
      path: `${new URL(config.baseUrl).pathname}/ai-interviews/settings/webhooks/206`.replace("//", "/"),
      headers: { apikey: config.apiKey, "content-type": "application/json", accept: "application/json" },
      body: { webhooks: CALL.webhooks },
    },
  ]);
});

test.each([
  "",
  "null",
  "1",
  '"success"',
  '["success"]',
  "{}",
  '{"status":"error"}',
  "{",
  "<html>success</html>",
])("a 200 with the body %s confirms nothing, and is not repeated", async (body) => {
  const sandbox = await start();
  sandbox.fail({ status: 200, body });
  const error = await failureOf(putWebhooks(configFor(sandbox), CALL, log));
  expect(error).toMatchObject({ name: "UnexpectedResponseError", unconfirmed: true });
  expect(error.message).toContain("Interview 206: the API did not confirm the settings (HTTP 200). ");
  expect(sandbox.requests).toHaveLength(1);
});

test("a 200 that is no success is told in the API's words", async () => {
  const sandbox = await start();
  sandbox.fail({ status: 200, body: { status: "error", message: "Webhooks not updated" } });
  expect((await failureOf(putWebhooks(configFor(sandbox), CALL, log))).message).toContain(
    "(HTTP 200: Webhooks not updated)",
  );
});

test.each(["", "<html>Not found</html>", "{", "null", '{"error":'])(
  "a 404 with the body %j is not the API's own",
  async (body) => {
    const sandbox = await start();
    sandbox.fail({ status: 404, body });
    const { message } = await failureOf(putWebhooks(configFor(sandbox), CALL, log));
    expect(message).toContain("Interview 206: the response is not the API's own (HTTP 404). ");
  },
);

test("a byte order mark hides no text of the API", async () => {
  const sandbox = await start();
  sandbox.fail({ status: 404, body: '\ufeff{"error":"Not found"}' });
  const { message } = await failureOf(putWebhooks(configFor(sandbox), CALL, log));
  expect(message).toContain("Interview 206: the account has no such interview (HTTP 404: Not found). ");
});

test("a success that begins with a byte order mark is one", async () => {
  const sandbox = await start();
  sandbox.fail({ status: 200, body: '\ufeff{"status":"success"}' });
  await putWebhooks(configFor(sandbox), CALL, log);
  expect(sandbox.requests).toHaveLength(1);
});

test.each([
  ["of 60 KiB is read", 60 * 1024, true],
  ["of more than 64 KiB confirms nothing", 64 * 1024, false],
])("a success with a body %s", async (_, hugeBody, confirmed) => {
  const sandbox = await start();
  sandbox.fail({ hugeBody });
  const ended = putWebhooks(configFor(sandbox), CALL, log).then(
    () => true,
    (error: unknown) => {
      expect(error).toMatchObject({ name: "UnexpectedResponseError", unconfirmed: true });
      return false;
    },
  );
  expect(await ended).toBe(confirmed);
});

test.each<{ why: string; faults: Fault[]; facts: string; unconfirmed: boolean }>([
  { why: "a 400", faults: [{ status: 400 }], facts: "HTTP 400: Fault 400", unconfirmed: false },
  {
    why: "a 503, then a 400",
    faults: [{ status: 503 }, { status: 400 }],
    facts: "HTTP 400: Fault 400, 2 attempts",
    unconfirmed: true,
  },
  {
    why: "a 503 each time",
    faults: [{ status: 503, times: 3 }],
    facts: "HTTP 503: Fault 503, 3 attempts",
    unconfirmed: true,
  },
  {
    why: "a broken response, then a 404",
    faults: [{ truncate: true }, { status: 404 }],
    facts: "HTTP 404: Fault 404, 2 attempts",
    unconfirmed: true,
  },
])("a call that ends with $why tells the last failure and how many attempts", async (row) => {
  jest.spyOn(Math, "random").mockReturnValue(0);
  const sandbox = await start();
  row.faults.forEach((fault) => {
    sandbox.fail(fault);
  });
  const error = await failureOf(putWebhooks(configFor(sandbox, { maxRetries: 2 }), CALL, log));
  expect(error.message).toContain(`(${row.facts})`);
  expect(error.unconfirmed).toBe(row.unconfirmed);
});

const SECRET = "it contains part of a secret";
const NOT_AT_HAND = "it could repeat a credential that is not at hand in this step";

test.each<[what: string, error: string, parts: Partial<WebhooksCall>, withheld: string]>([
  ["the API key", "Bad key canary-key", {}, SECRET],
  ["a secret that is sent", "Bad value canary-value", { webhooks: { auth: APIKEY } }, SECRET],
  ["a secret of before", "Bad value canary-value", { applied: { auth: APIKEY } }, SECRET],
  ["anything", "Bad value", { applied: { auth: withoutCredential(APIKEY) } }, NOT_AT_HAND],
  ["no secret", "Bad value", { webhooks: { auth: APIKEY } }, ""],
])("a response that repeats %s has its words printed or withheld", async (...row) => {
  const [, error, parts, withheld] = row;
  const sandbox = await start();
  sandbox.fail({ status: 400, body: { error } });
  sandbox.fail({ status: 200, body: { error } });
  const config = configFor(sandbox, { apiKey: "canary-key" });
  for (const status of [400, 200]) {
    const { message } = await failureOf(putWebhooks(config, { ...CALL, ...parts }, log));
    const text = withheld ? `(the API's text is withheld: ${withheld})` : error;
    expect(message).toContain(`(HTTP ${status}: ${text})`);
  }
});

test("a mistake in this code is not taken for a failure of the network", async () => {
  const sandbox = await start();
  const webhooks: Record<string, unknown> = {};
  webhooks["start"] = webhooks;
  await expect(putWebhooks(configFor(sandbox), { ...CALL, webhooks }, log)).rejects.toThrow(TypeError);
});

test.each([301, 302, 303, 307, 308])("a %d is not followed: the other host gets nothing", async (status) => {
  const [sandbox, other] = [await start(), await start()];
  sandbox.fail({ status, redirect: `${other.url}/ai-interviews/settings/webhooks/206` });
  await expect(putWebhooks(configFor(sandbox), CALL, log)).rejects.toThrow("responded with a redirect");
  expect(sandbox.requests).toHaveLength(1);
  expect(other.requests).toEqual([]);
});

test("each retry prints one line: interview, reason, wait, number of retries", async () => {
  jest.spyOn(Math, "random").mockReturnValue(0.01);
  const sandbox = await start();
  sandbox.fail({ status: 503, body: { error: "Maintenance" } });
  sandbox.fail({ drop: "before" });
  await putWebhooks(configFor(sandbox), CALL, log);
  expect(lines).toEqual([
    expect.stringMatching(
      /^Interview 206: HTTP 503: Maintenance; trying again after 0(\.\d)? s, retry 1 of 5\.$/,
    ),
    expect.stringMatching(/^Interview 206: ECONNRESET; trying again after 0(\.\d)? s, retry 2 of 5\.$/),
  ]);
});

test("a retry is not sent once its line cannot be printed", async () => {
  jest.spyOn(Math, "random").mockReturnValue(0);
  const sandbox = await start();
  sandbox.fail({ status: 503 });
  const broken = () => Promise.reject(new EngineExitedError());
  await expect(putWebhooks(configFor(sandbox), CALL, broken)).rejects.toThrow(EngineExitedError);
  expect(sandbox.requests).toHaveLength(1);
});

test("a response that drips slowly ends with requestTimeout", async () => {
  const sandbox = await start();
  sandbox.fail({ slowDrip: 500 });
  const before = Date.now();
  await expect(
    putWebhooks(configFor(sandbox, { requestTimeout: 1, maxRetries: 0 }), CALL, log),
  ).rejects.toThrow("no response within 1 s");
  expect(Date.now() - before).toBeLessThan(5000);
});

test("a loopback host is never reached through a proxy", async () => {
  const sandbox = await start();
  process.env["HTTP_PROXY"] = process.env["http_proxy"] = "http://127.0.0.1:9";
  try {
    await putWebhooks(configFor(sandbox, { maxRetries: 0 }), CALL, log);
  } finally {
    delete process.env["HTTP_PROXY"];
    delete process.env["http_proxy"];
  }
  expect(sandbox.requests).toHaveLength(1);
});
