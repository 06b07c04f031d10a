import { resolve } from "node:path";
import { selfSigned, startSandbox } from "../../../../sandbox";
import { run } from "../../../../tools/run-process";
import { closeAfterTest } from "../../../support/close-after-test";
import { startConnectProxy } from "../../../support/connect-proxy";
import { selfSignedReceiver } from "../../../support/receivers";

const ROOT = resolve(__dirname, "../../../..");

/** Sends a call directly, one through each proxy, and a test event. Prints how each ended. */
const PROGRAM = `
  const { putWebhooks } = require("./provider/api/webhooks");
  const { verifyReceiver } = require("./provider/verification/verify-receiver");
  const { api, proxies, receiver } = JSON.parse(process.env.ADDRESSES);
  const put = (baseUrl, proxy) =>
    putWebhooks(
      { apiKey: "k", baseUrl, requestTimeout: 20, maxRetries: 0, ...(proxy && { proxy: { url: new URL(proxy), variable: "P" } }) },
      { aiInterviewId: 206, webhooks: {}, applied: {} },
      async () => {},
    ).then(() => "sent", ({ message }) => message);
  (async () => {
    console.log(await put(api));
    for (const proxy of proxies) console.log(await put("https://api.example/api/v2", proxy));
    const findings = await verifyReceiver({ aiInterviewId: 206, event: "start", url: receiver, timeoutMs: 20000 });
    console.log(findings.map(({ problem }) => problem).join());
  })();`;

test("certificates are checked whatever NODE_TLS_REJECT_UNAUTHORIZED says", async () => {
  const sandbox = await startSandbox({ tls: selfSigned });
  closeAfterTest(() => sandbox.close());
  const proxy = await startConnectProxy(sandbox.url);
  closeAfterTest(() => proxy.close());
  const tlsProxy = await startConnectProxy(sandbox.url, "tunnel", selfSigned);
  closeAfterTest(() => tlsProxy.close());
  const receiver = await selfSignedReceiver();

  // Node.js reads the variable where Jest's process.env does not reach.
  const output = await run(process.execPath, ["--import", "tsx", "-e", PROGRAM], {
    cwd: ROOT,
    env: {
      PATH: process.env["PATH"],
      NODE_TLS_REJECT_UNAUTHORIZED: "0",
      NODE_NO_WARNINGS: "1",
      ADDRESSES: JSON.stringify({
        api: sandbox.url,
        proxies: [proxy.url, tlsProxy.url],
        receiver: receiver.url,
      }),
    },
  });

  expect(output.trim().split("\n")).toEqual([
    expect.stringContaining("no secure connection to the API could be made"),
    expect.stringContaining("no secure connection to the API could be made"),
    expect.stringContaining("the proxy did not open a connection to the API"),
    "tls",
  ]);
  expect([sandbox.requests, tlsProxy.asked, receiver.received]).toEqual([[], [], []]);
}, 60_000);
