import { putWebhooks } from "../../../../provider/api/webhooks";
import { readConfig, type Config } from "../../../../provider/config";
import { selfSigned, startSandbox, type Sandbox } from "../../../../sandbox";
import { CALL, failureOf, log } from "../../../support/api-calls";
import {
  refusal,
  startConnectProxy,
  type ConnectProxy,
  type ProxyBehavior,
} from "../../../support/connect-proxy";

jest.mock(
  "node:https",
  () =>
    jest.requireActual<typeof import("../../../support/trusting-https")>("../../../support/trusting-https")
      .trustingHttps,
);

/** A host that no name server knows: only the proxy can reach it. The sandbox's certificate names it. */
const API = "api.example";
let sandbox: Sandbox;
let proxy: ConnectProxy;
beforeEach(async () => {
  jest.spyOn(Math, "random").mockReturnValue(0);
  sandbox = await startSandbox({ tls: selfSigned });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await proxy.close();
  await sandbox.close();
});

async function setup(behavior: ProxyBehavior, tls?: typeof selfSigned): Promise<Config> {
  proxy = await startConnectProxy(sandbox.url, behavior, tls);
  return configFor({ HTTPS_PROXY: proxy.url });
}

function configFor(environment: Record<string, string>, values: Record<string, string> = {}): Config {
  const { apiKey, url } = sandbox;
  const baseUrl = url.replace(/127\.0\.0\.1:\d+/, API);
  const result = readConfig(
    (key) => ({ apiKey, baseUrl, maxRetries: "1", requestTimeout: "1", ...values })[key],
    environment,
  );
  if ("failures" in result) {
    throw new Error(JSON.stringify(result.failures));
  }
  return result.config;
}

test.each(["http", "https"])("one tunnel through a proxy by %s serves call after call", async (scheme) => {
  const config = await setup("tunnel", scheme === "https" ? selfSigned : undefined);
  await putWebhooks(config, CALL, log);
  await putWebhooks(config, CALL, log);
  expect(sandbox.settings(206)).toEqual(CALL.webhooks);
  expect(proxy.asked).toEqual([{ host: `${API}:443`, authorization: undefined }]);
});

test("a proxy gets its user name and password decoded", async () => {
  await setup(refusal("407 Proxy Authentication Required"));
  const error = await failureOf(
    putWebhooks(
      configFor({ HTTPS_PROXY: proxy.url.replace("//", "//so%20me:canary%23p%C3%A9@") }),
      CALL,
      log,
    ),
  );
  expect(error.message).not.toContain("canary");
  expect(error.message).toContain("Check the user name and password in HTTPS_PROXY.");
  expect(Buffer.from(proxy.asked[0]?.authorization?.slice("Basic ".length) ?? "", "base64").toString()).toBe(
    "so me:canary#pé",
  );
});

const REFUSED = "the proxy refused the connection";
const FAILED = "the proxy did not open a connection to the API";

test.each<{
  behaviorName: string;
  behavior: ProxyBehavior;
  problem: string;
  fact: string;
  attempts: number;
}>([
  ...[302, 400, 401, 403, 404, 405, 407, 418].map((status) => ({
    behaviorName: String(status),
    behavior: refusal(`${status} Refused`, "Location: https://elsewhere.example"),
    problem: REFUSED,
    fact: `HTTP ${status}`,
    attempts: 1,
  })),
  ...[408, 429, 500, 502, 503, 504].map((status) => ({
    behaviorName: String(status),
    behavior: refusal(`${status} Busy`),
    problem: REFUSED,
    fact: `HTTP ${status}`,
    attempts: 2,
  })),
  {
    behaviorName: "200, then junk",
    behavior: { respond: "HTTP/1.1 200 OK\r\n\r\n<h1>Log in</h1>" },
    problem: FAILED,
    fact: "E",
    attempts: 1,
  },
  {
    behaviorName: "200, then a hang-up",
    behavior: { respond: "HTTP/1.1 200 OK\r\n\r\n" },
    problem: FAILED,
    fact: "ECONNRESET",
    attempts: 2,
  },
  {
    behaviorName: "no HTTP",
    behavior: { respond: "\u0005\u0000SSH-2.0-OpenSSH\r\n\r\n" },
    problem: FAILED,
    fact: "HPE_",
    attempts: 1,
  },
  {
    behaviorName: "half a status line",
    behavior: { respond: "HTTP/1.1 200" },
    problem: FAILED,
    fact: "ECONNRESET",
    attempts: 2,
  },
  {
    behaviorName: "a hang-up",
    behavior: { respond: "" },
    problem: FAILED,
    fact: "ECONNRESET",
    attempts: 2,
  },
  {
    behaviorName: "silence",
    behavior: "silence",
    problem: FAILED,
    fact: "no response within 1 s",
    attempts: 2,
  },
])(
  "CONNECT answered by $behaviorName: the proxy is named, nothing was sent",
  async ({ behavior, problem, fact, attempts }) => {
    const error = await failureOf(putWebhooks(await setup(behavior), CALL, log));
    expect(error).toMatchObject({ name: "ConnectionError", unconfirmed: false });
    expect(error.message).toContain(`Interview 206: ${problem} (proxy ${new URL(proxy.url).host}: ${fact}`);
    expect(error.message).toContain("HTTPS_PROXY");
    expect(error.message).toMatch(/Nothing was sent to the API\.$/);
    expect(proxy.asked).toHaveLength(attempts);
    expect(sandbox.requests).toEqual([]);
  },
);

test("a proxy's 429 does not slow down calls to the API", async () => {
  const config = await setup(refusal("429 Too Many Requests", "Retry-After: 3600"));
  expect((await failureOf(putWebhooks(config, CALL, log))).message).toContain("asks to wait 3600 s");
  proxy.behavior = "tunnel";
  const start = Date.now();
  await putWebhooks(config, CALL, log);
  expect(Date.now() - start).toBeLessThan(900);
});

test("a proxy that cannot be reached is named", async () => {
  const config = await setup("tunnel");
  await proxy.close();
  expect((await failureOf(putWebhooks(config, CALL, log))).message).toContain(
    `${FAILED} (proxy ${new URL(proxy.url).host}: ECONNREFUSED`,
  );
});

test("a proxy by TLS whose certificate is not trusted is named", async () => {
  await setup("tunnel");
  const error = await failureOf(
    putWebhooks(configFor({ HTTPS_PROXY: proxy.url.replace("http:", "https:") }), CALL, log),
  );
  expect(error.message).toContain(FAILED);
  expect(error.unconfirmed).toBe(false);
});

test("a connection that breaks in the tunnel leaves the call unconfirmed", async () => {
  const config = await setup("tunnel");
  sandbox.fail({ drop: "before", times: 2 });
  const error = await failureOf(putWebhooks(config, CALL, log));
  expect(error).toMatchObject({ name: "ConnectionError", unconfirmed: true });
  expect(error.message).toContain("the connection to the API broke (ECONNRESET, 2 attempts)");
});

test("a server's certificate for another host is the API's, not the proxy's", async () => {
  await setup("tunnel");
  const error = await failureOf(
    putWebhooks(configFor({ HTTPS_PROXY: proxy.url }, { baseUrl: "https://other.example" }), CALL, log),
  );
  expect(error).toMatchObject({ name: "ConnectionError", unconfirmed: false });
  expect(error.message).toContain(
    "no secure connection to the API could be made (ERR_TLS_CERT_ALTNAME_INVALID)",
  );
  expect(sandbox.requests).toEqual([]);
});

test("a response that repeats the proxy's password is withheld", async () => {
  await setup("tunnel");
  sandbox.fail({ status: 400, body: { error: "Got canary#pé" } });
  const url = proxy.url.replace("//", "//me:canary%23p%C3%A9@");
  expect((await failureOf(putWebhooks(configFor({ HTTPS_PROXY: url }), CALL, log))).message).toContain(
    "withheld",
  );
});

test("connections through a proxy and without are kept apart", async () => {
  const config = await setup("tunnel");
  const direct = await startSandbox();
  try {
    await putWebhooks(config, CALL, log);
    await putWebhooks(
      configFor({ HTTPS_PROXY: proxy.url }, { baseUrl: direct.url, apiKey: direct.apiKey }),
      CALL,
      log,
    );
    await putWebhooks(config, CALL, log);
    expect(direct.requests).toHaveLength(1);
    expect(sandbox.requests).toHaveLength(2);
    expect(proxy.asked).toHaveLength(1);
  } finally {
    await direct.close();
  }
});
