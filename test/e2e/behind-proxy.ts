import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { selfSigned } from "../../sandbox";
import { refusal, startConnectProxy, type ConnectProxy } from "../support/connect-proxy";
import { setup, type Setup } from "../support/setup";
import type { Environment } from "../support/stack";
import { declare, START } from "../support/declare";

/** A host that no name server knows: only the proxy can reach it. The sandbox's certificate names it. */
const API = "api.example";

interface ProxySetup extends Setup {
  proxy: ConnectProxy;
}

let proxy: ConnectProxy | undefined;
afterEach(() => proxy?.close());

/** A program whose API is behind a proxy. `env` is made from the proxy's address. */
export async function behindProxy(env: (proxyUrl: string) => Environment): Promise<ProxySetup> {
  const made = await setup({ tls: selfSigned });
  const started = await startConnectProxy(made.sandbox.url);
  proxy = started;
  const certificate = join(made.stack.folder, "certificate.pem");
  writeFileSync(certificate, selfSigned.cert);
  const baseUrl = made.sandbox.url.replace(/127\.0\.0\.1:\d+/, API);
  made.stack.setEnvironment({
    XOBIN_BASE_URL: baseUrl,
    NODE_EXTRA_CA_CERTS: certificate,
    ...env(started.url),
  });
  await made.stack.configure({ "xobin:maxRetries": "0" });
  made.stack.program(declare({ start: START }));
  return { ...made, proxy: started };
}

/** Creates and destroys behind a proxy that some variables name and that refuses now and then. */
export async function expectRefusalsKeepState(variables: (proxyUrl: string) => Environment): Promise<void> {
  const made = await behindProxy((url) => variables(url.replace("//", "//someone:canary-proxy-password@")));
  const { stack, sandbox, proxy: own } = made;
  own.behavior = refusal("403 Forbidden");
  const create = await stack.up();
  expect(create.code).not.toBe(0);
  expect(create.output).toContain(
    `the proxy refused the connection (proxy ${new URL(own.url).host}: HTTP 403)`,
  );
  expect(create.output).toContain("Nothing was sent to the API.");
  expect(await stack.resources()).toEqual([]);

  own.behavior = "tunnel";
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.settings(206)).toEqual({ start: START });

  own.behavior = refusal("404 Not Found");
  const destroy = await stack.destroy();
  expect(destroy.code).not.toBe(0);
  expect(destroy.output).toContain("the proxy refused the connection");
  expect(await stack.resources()).toHaveLength(1);
  expect(sandbox.settings(206)).toEqual({ start: START });

  expect(create.output + destroy.output).not.toContain("canary");
  expect(own.asked[0]).toEqual({
    host: `${API}:443`,
    authorization: `Basic ${btoa("someone:canary-proxy-password")}`,
  });
}
