import { once } from "node:events";
import { createServer as createSecureServer } from "node:https";
import { createServer, type AddressInfo } from "node:net";
import type { TLSSocket } from "node:tls";
import { openTunnel, type TunnelAttempt } from "../../../../../provider/api/http/tunnel";
import { selfSigned } from "../../../../../sandbox";
import { closeAfterTest } from "../../../../support/close-after-test";
import { refusal, startConnectProxy, type ProxyBehavior } from "../../../../support/connect-proxy";

jest.mock(
  "node:https",
  () =>
    jest.requireActual<typeof import("../../../../support/trusting-https")>(
      "../../../../support/trusting-https",
    ).trustingHttps,
);

const API = new URL("https://api.example/api/v2");

const never = new AbortController().signal;

const open = (url: string, to = API, signal = never) => {
  const attempt: TunnelAttempt = { signal };
  return openTunnel({ url: new URL(url), variable: "HTTPS_PROXY" }, to, attempt).catch((error: unknown) => {
    throw Object.assign(error as Error, attempt.refusal);
  });
};

async function start(behavior: ProxyBehavior) {
  const proxy = await startConnectProxy("http://127.0.0.1:1", behavior);
  closeAfterTest(() => proxy.close());
  return proxy;
}

test("a refused tunnel ends with the proxy's status and Retry-After", async () => {
  const { url } = await start(refusal("503 Busy", "Retry-After: 7"));
  await expect(open(url)).rejects.toMatchObject({
    message: "The proxy responded with HTTP 503",
    status: 503,
    retryAfterMs: 7000,
  });
});

test.each(["101 Switching Protocols", "300 Choices"])("a response of %s opens no tunnel", async (status) => {
  const { url } = await start(refusal(status));
  await expect(open(url)).rejects.toMatchObject({
    status: Number(status.slice(0, 3)),
    retryAfterMs: undefined,
  });
});

const interim = (final: string) => ({
  respond: `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nRetry-After: 9\r\n\r\n${final}`,
});

test("interim responses open no tunnel and refuse none: the final one decides", async () => {
  const { url } = await start(interim("HTTP/1.1 200 OK\r\nVia: x\r\n\r\nfirst bytes"));
  const tunnel = await open(url);
  const chunks: Buffer[] = [];
  for await (const chunk of tunnel) {
    chunks.push(chunk as Buffer);
  }
  expect(Buffer.concat(chunks).toString()).toBe("first bytes");

  const busy = await start(interim("HTTP/1.1 503 Busy\r\nretry-after:  7 \r\n\r\n"));
  await expect(open(busy.url)).rejects.toMatchObject({ status: 503, retryAfterMs: 7000 });
});

test.each([
  ["hangs up", interim(""), { code: "ECONNRESET" }],
  ["goes on in another language", interim("SSH-2.0-OpenSSH\r\n\r\n"), { status: 0 }],
  ["never ends its head", interim("x".repeat(20_000)), { status: 0 }],
])("a proxy that %s after interim responses opens no tunnel", async (_how, behavior, error) => {
  const { url } = await start(behavior);
  await expect(open(url)).rejects.toMatchObject(error);
});

test("a final response that does not come ends with the attempt", async () => {
  const server = createServer((socket) => {
    socket.on("error", () => undefined).write("HTTP/1.1 100 Continue\r\n\r\n");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closeAfterTest(() => {
    server.close();
  });
  const attempt = AbortSignal.timeout(100);
  const tunnel = open(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, API, attempt);
  await expect(tunnel).rejects.toMatchObject({ name: "TimeoutError" });
});

test.each(["200 OK", "299 Odd"])("a response of %s opens a tunnel", async (status) => {
  const { url } = await start({ respond: `HTTP/1.1 ${status}\r\n\r\nfirst bytes` });
  const tunnel = await open(url);
  const chunks: Buffer[] = [];
  for await (const chunk of tunnel) {
    chunks.push(chunk as Buffer);
  }
  expect(Buffer.concat(chunks).toString()).toBe("first bytes");
});

test.each([
  ["https://api.example:8443", "api.example:8443"],
  ["https://192.0.2.1/api/v2", "192.0.2.1:443"],
  ["https://[2001:db8::1]", "[2001:db8::1]:443"],
])("the tunnel to %s is asked for as %s", async (url, authority) => {
  const proxy = await start(refusal("403 Forbidden"));
  await expect(open(proxy.url, new URL(url))).rejects.toThrow("403");
  expect(proxy.asked).toEqual([{ host: authority, authorization: undefined }]);
});

test.each([
  ["so%20me:p%C3%A9@", "so me:pé"],
  ["user@", "user:"],
  [":password@", ":password"],
])("the proxy gets the credentials of //%s decoded", async (userinfo, credentials) => {
  const proxy = await start(refusal("403 Forbidden"));
  await expect(open(proxy.url.replace("//", `//${userinfo}`))).rejects.toThrow("403");
  expect(proxy.asked[0]?.authorization).toBe(`Basic ${Buffer.from(credentials).toString("base64")}`);
});

test("a tunnel that is being opened ends with the attempt", async () => {
  const proxy = await start("silence");
  const attempt = new AbortController();
  const tunnel = open(proxy.url, API, attempt.signal);
  setTimeout(() => {
    attempt.abort();
  }, 50);
  await expect(tunnel).rejects.toMatchObject({ name: "AbortError" });
});

test.each([
  // No server can have this address: the error tells which port was tried.
  ["http://255.255.255.255", { port: 80 }],
  ["https://255.255.255.255", { port: 443 }],
  ["http://255.255.255.255:3128", { port: 3128 }],
  ["http://[::1]:1", { address: "::1", port: 1 }],
])("a proxy at %s is looked for at %j", async (url, place) => {
  await expect(open(url)).rejects.toMatchObject(place);
});

test.each([
  ["localhost", "localhost"],
  ["127.0.0.1", false],
])("the proxy https://%s is greeted by its own name: %p", async (host, servername) => {
  const names: unknown[] = [];
  const server = createSecureServer(selfSigned).on("secureConnection", (socket: TLSSocket) => {
    names.push(socket.servername);
  });
  server.on("connect", (_request, socket) => socket.end("HTTP/1.1 403 Forbidden\r\n\r\n"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closeAfterTest(() => {
    server.close();
  });
  await expect(open(`https://${host}:${(server.address() as AddressInfo).port}`)).rejects.toThrow("403");
  expect(names).toEqual([servername]);
});
