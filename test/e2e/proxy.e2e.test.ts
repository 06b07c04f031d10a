import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { selfSigned } from "../../sandbox";
import { closeAfterTest } from "../support/close-after-test";
import { startConnectProxy, type ConnectProxy } from "../support/connect-proxy";
import { declare, START } from "../support/declare";
import { setup, type Setup } from "../support/setup";
import type { Environment } from "../support/stack";

/** A host that no name server knows: only the proxy can reach it. The sandbox's certificate names it. */
const API = "api.example";

interface ProxySetup extends Setup {
  proxy: ConnectProxy;
}

/** A program whose API is behind a proxy. `env` is made from the proxy's address. */
async function behindProxy(
  env: (proxyUrl: string) => Environment,
  options: { refuseWith?: string } = {},
): Promise<ProxySetup> {
  const made = await setup({ tls: selfSigned });
  const proxy = await startConnectProxy(made.sandbox.url, options);
  closeAfterTest(() => proxy.close());
  const certificate = join(made.stack.folder, "certificate.pem");
  writeFileSync(certificate, selfSigned.cert);
  const baseUrl = made.sandbox.url.replace(/127\.0\.0\.1:\d+/, API);
  made.stack.setEnvironment({
    XOBIN_BASE_URL: baseUrl,
    NODE_EXTRA_CA_CERTS: certificate,
    ...env(proxy.url),
  });
  await made.stack.configure({ "xobin:maxRetries": "0" });
  made.stack.program(declare({ start: START }));
  return { ...made, proxy };
}

test.each([
  { variable: "HTTPS_PROXY" },
  // The SDK's own calls to the engine on this machine would go through a proxy that is named in small letters.
  { variable: "https_proxy", no_proxy: "127.0.0.1" },
  { variable: "ALL_PROXY" },
])(
  "$variable: calls go through the proxy, which sees where they go and nothing of them",
  async ({ variable, ...rest }) => {
    const context = await behindProxy((url) => ({ [variable]: url, ...rest }));
    expect(await context.stack.up()).toMatchObject({ code: 0 });
    expect(context.sandbox.settings(206)).toEqual({ start: START });
    expect(context.proxy.asked).toEqual([{ host: `${API}:443`, authorization: undefined }]);
  },
);

test("a proxy with a user name and a password gets them, and no message shows them", async () => {
  const context = await behindProxy(
    (url) => ({ HTTPS_PROXY: url.replace("//", "//someone:canary-proxy-password@") }),
    { refuseWith: "407 Proxy Authentication Required" },
  );
  const { code, output } = await context.stack.up();
  expect(code).not.toBe(0);
  expect(output).toContain("Interview 206: the proxy refused the connection (HTTP 407)");
  expect(output).not.toContain("canary");
  expect(context.proxy.asked).toEqual([
    { host: `${API}:443`, authorization: `Basic ${btoa("someone:canary-proxy-password")}` },
  ]);
  expect(context.sandbox.requests).toEqual([]);
});

test("NO_PROXY: the API is reached without the proxy", async () => {
  const context = await behindProxy((url) => ({ HTTPS_PROXY: url, NO_PROXY: API }));
  const { code, output } = await context.stack.up();
  // Nobody knows the host, which is the proof that it was asked for by name.
  expect(code).not.toBe(0);
  expect(output).toMatch(/Interview 206: the API could not be reached \((ENOTFOUND|EAI_AGAIN)\)/);
  expect(context.proxy.asked).toEqual([]);
});

test("a certificate that nobody named in NODE_EXTRA_CA_CERTS is not trusted, and the message says what to do", async () => {
  const context = await behindProxy((url) => ({ HTTPS_PROXY: url, NODE_EXTRA_CA_CERTS: undefined }));
  const { code, output } = await context.stack.up();
  expect(code).not.toBe(0);
  expect(output).toContain("name its certificate in NODE_EXTRA_CA_CERTS");
  expect(context.sandbox.requests).toEqual([]);
});
