import { request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import type { AddressInfo } from "node:net";
import { selfSigned } from "../../sandbox/index";
import { isOwnHost } from "../../sandbox/hosts";
import { start, start206 } from "./testing";

const LOOPBACK: AddressInfo = { address: "127.0.0.1", family: "IPv4", port: 4020 };
const EVERY: AddressInfo = { address: "0.0.0.0", family: "IPv4", port: 4020 };

test.each([
  "127.0.0.1:4020",
  "localhost:4020",
  "LOCALHOST:4020",
  "[::1]:4020",
  "127.0.0.1",
  "127.0.0.1:8080",
])("Host %s is a server's own on loopback", (host) => {
  expect(isOwnHost(host, LOOPBACK)).toBe(true);
});

test.each([
  "evil.example:4020",
  "localhost.evil.example:4020",
  "127.0.0.1.evil.example:4020",
  "192.168.1.7:4020",
  "sandbox:4020",
  "",
])("Host %s is not a server's own on loopback", (host) => {
  expect(isOwnHost(host, LOOPBACK)).toBe(false);
});

test.each(["10.0.0.7:8080", "[fd00::7]:4020", "sandbox:4020", "host.docker.internal:4020", "localhost:1"])(
  "Host %s reaches a server in a container",
  (host) => {
    expect(isOwnHost(host, EVERY)).toBe(true);
  },
);

test.each(["evil.example:4020", "10.0.0.7.evil.example", ""])("Host %s reaches no container", (host) => {
  expect(isOwnHost(host, EVERY)).toBe(false);
});

test("the sandbox refuses another Host, unread, on API and control calls", async () => {
  const sandbox = await start();
  const path = "/api/v2/ai-interviews/settings/webhooks/206";
  for (const [method, route] of [
    ["PUT", path],
    ["POST", "/sandbox/fault"],
    ["GET", "/sandbox/settings"],
    ["GET", "/"],
  ] as const) {
    const { status, text, connection } = await send(sandbox.url, method, route, "evil.example");
    expect([status, connection]).toEqual([421, "close"]);
    expect(JSON.parse(text)).toEqual({
      error: "The request's Host is not an address that this server listens on: use its own URL",
    });
  }
  expect(sandbox.requests).toEqual([]);
  expect(sandbox.settings(206)).toBeUndefined();
});

test("a sandbox with a certificate takes the names of the certificate", async () => {
  const sandbox = await start({ tls: selfSigned });
  expect((await send(sandbox.url, "GET", "/sandbox/settings", "api.example")).status).toBe(200);
});

test("a sandbox on every address is reached by this machine's", async () => {
  const sandbox = await start({ host: "0.0.0.0" });
  expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/api\/v2$/);
  expect((await send(sandbox.url, "GET", "/sandbox/settings", "sandbox:4020")).status).toBe(200);
});

function send(url: string, method: string, path: string, host: string) {
  return new Promise<{ status: number | undefined; text: string; connection: string | undefined }>(
    (resolve, reject) => {
      const request = url.startsWith("https") ? requestHttps : requestHttp;
      const options = { method, headers: { host }, ca: selfSigned.cert };
      const call = request(new URL(path, url), options, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => {
          resolve({ status: response.statusCode, text, connection: response.headers.connection });
        });
      });
      call.on("error", reject);
      call.end(method === "GET" ? undefined : JSON.stringify({ webhooks: start206 }));
    },
  );
}
