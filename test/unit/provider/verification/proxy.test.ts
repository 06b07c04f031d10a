import { awaitReceivers } from "../../../../provider/verification/await-receivers";
import { REMEDIES } from "../../../../provider/verification/problem";
import { verifyReceiver } from "../../../../provider/verification/verify-receiver";
import { CANARIES, tracesIn } from "../../../support/canaries";
import { closeAfterTest } from "../../../support/close-after-test";
import {
  refusal,
  startConnectProxy,
  type ConnectProxy,
  type ProxyBehavior,
} from "../../../support/connect-proxy";
import { goodReceiver, selfSignedReceiver, type TestReceiver } from "../../../support/receivers";
import type { Auth } from "../../../../provider/settings/parts";

jest.mock(
  "node:https",
  () =>
    jest.requireActual<typeof import("../../../support/trusting-https")>("../../../support/trusting-https")
      .trustingHttps,
);

jest.mock(
  "node:timers/promises",
  () =>
    jest.requireActual<typeof import("../../../support/skipped-waits")>("../../../support/skipped-waits")
      .skippedWaits,
);

jest.setTimeout(60_000);

/** A host that no name server knows: only the proxy can reach it. The receiver's certificate names it. */
const URL_BEHIND_PROXY = "https://api.example/start";

const AUTH: Auth = {
  type: "apikey",
  status: true,
  apikey: { key: "X-Webhook-Key", value: CANARIES.CANARY_VALUE },
};

const environment = process.env;
afterEach(() => {
  process.env = environment;
});

async function setup(
  behavior: ProxyBehavior,
  variables: (proxyUrl: string) => NodeJS.ProcessEnv = (url) => ({ HTTPS_PROXY: url }),
): Promise<{ proxy: ConnectProxy; receiver: TestReceiver }> {
  const receiver = await selfSignedReceiver();
  const proxy = await startConnectProxy(receiver.url, behavior);
  closeAfterTest(() => proxy.close());
  process.env = variables(proxy.url);
  return { proxy, receiver };
}

/** `declared: HTTP 204`, and the problem where there is one. */
async function outcome(url = URL_BEHIND_PROXY, timeoutMs = 10_000): Promise<string[]> {
  const findings = await verifyReceiver({
    aiInterviewId: 206,
    event: "start",
    url,
    auth: AUTH,
    timeoutMs,
  });
  expect(tracesIn(JSON.stringify(findings))).toEqual([]);
  return findings.map(
    ({ probe, response, problem }) => `${probe}: ${response}${problem ? `, ${problem}` : ""}`,
  );
}

test("test events go through the proxy that HTTPS_PROXY names", async () => {
  const { proxy, receiver } = await setup("tunnel");
  expect(await outcome()).toEqual([
    "declared: HTTP 204",
    "none: HTTP 204, lets-everyone-in",
    "wrong: HTTP 204, accepts-any-credential",
  ]);
  expect(receiver.received).toHaveLength(3);
  expect(proxy.asked[0]?.host).toBe("api.example:443");
});

const silence: ProxyBehavior = "silence";

test.each<[string, ProxyBehavior, string]>([
  ["403", refusal("403 Forbidden"), "HTTP 403, proxy"],
  ["401", refusal("401 Unauthorized"), "HTTP 401, proxy"],
  ["407", refusal("407 Proxy Authentication Required"), "HTTP 407, proxy"],
  ["302", refusal("302 Found", "Location: https://elsewhere.example"), "HTTP 302, proxy"],
  ["no HTTP", { respond: "SSH-2.0-OpenSSH\r\n\r\n" }, "HPE_INVALID_CONSTANT, proxy"],
  ["503", refusal("503 Service Unavailable"), "HTTP 503, proxy-unavailable"],
  ["429", refusal("429 Too Many Requests"), "HTTP 429, proxy-unavailable"],
  ["silence", silence, "no response within 0.5 s, proxy-unavailable"],
  ["a tunnel that ends", { respond: "HTTP/1.1 200 OK\r\n\r\n" }, "ECONNRESET, proxy-unavailable"],
])("CONNECT answered by %s is the proxy's word, not the receiver's", async (_by, behavior, expected) => {
  const { proxy, receiver } = await setup(behavior, (url) => ({
    HTTPS_PROXY: url.replace("//", `//someone:${encodeURIComponent(CANARIES.CANARY_PASSWORD)}@`),
  }));
  const timeoutMs = behavior === "silence" ? 500 : 10_000;
  expect(await outcome(URL_BEHIND_PROXY, timeoutMs)).toEqual([
    `declared: proxy ${new URL(proxy.url).host}: ${expected}`,
  ]);
  expect(proxy.asked).toHaveLength(1);
  expect(receiver.received).toEqual([]);
});

test("a proxy that is not there is named", async () => {
  const { proxy } = await setup("tunnel");
  await proxy.close();
  expect(await outcome()).toEqual([
    `declared: proxy ${new URL(proxy.url).host}: ECONNREFUSED, proxy-unavailable`,
  ]);
});

test("a proxy that cannot be used names the variable, and nothing is sent", async () => {
  const { proxy } = await setup("tunnel", (url) => ({ HTTPS_PROXY: url.replace("http:", "socks5:") }));
  expect(await outcome()).toEqual([
    "declared: HTTPS_PROXY names a socks5:// proxy, which is not supported: its value must start with http:// or https://, proxy",
  ]);
  expect(proxy.asked).toEqual([]);
});

test("a receiver of this machine or of NO_PROXY is reached without the proxy", async () => {
  const { proxy } = await setup(refusal("403 Forbidden"), (url) => ({
    ALL_PROXY: url,
    NO_PROXY: "receiver.invalid",
  }));
  expect(await outcome((await goodReceiver(AUTH)).url)).toEqual([
    "declared: HTTP 204",
    "none: HTTP 401",
    "wrong: HTTP 401",
  ]);
  expect(await outcome("https://receiver.invalid/start")).toEqual(["declared: ENOTFOUND, dns"]);
  expect(proxy.asked).toEqual([]);
});

test("an untrusted certificate behind the proxy is the receiver's", async () => {
  await setup("tunnel");
  // The certificate does not name this host.
  expect(await outcome("https://other.example/start")).toEqual([
    "declared: ERR_TLS_CERT_ALTNAME_INVALID, tls",
  ]);
});

test.each([
  ["403", "fails the step at once", 1],
  ["503", "is tried again for a minute", 9],
])("a proxy's %s %s, with the remedy for a proxy", async (status, _ending, attempts) => {
  const { proxy } = await setup(refusal(`${status} Refused`));
  const log = jest.fn(() => Promise.resolve());
  const settings = { start: { url: URL_BEHIND_PROXY, status: true }, auth: AUTH };
  const waiting = awaitReceivers(settings, 206, "Interview 206", log);
  await expect(waiting).rejects.toThrow(
    `(proxy ${new URL(proxy.url).host}: HTTP ${status}), so nothing was sent to the API. ` +
      REMEDIES[attempts === 1 ? "proxy" : "proxy-unavailable"],
  );
  expect(proxy.asked).toHaveLength(attempts);
  expect(log).toHaveBeenCalledTimes(attempts - 1);
});
