import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../sandbox/index";

// A test takes milliseconds, but on a busy machine they stretch.
jest.setTimeout(30_000);

/** What a test opened, closed again after it. */
const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((one) => one.close()));
});

/** A sandbox that ends with the test. */
export async function start(options?: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  opened.push(sandbox);
  return sandbox;
}

/** Sends one update with the default account's key, unless `init` says otherwise. */
export async function put(
  sandbox: Sandbox,
  aiInterviewId: number | string,
  webhooks: unknown,
  init: Omit<RequestInit, "headers"> & { headers?: Record<string, string> } = {},
): Promise<Response> {
  return await fetch(`${sandbox.url}/ai-interviews/settings/webhooks/${aiInterviewId}`, {
    method: "PUT",
    redirect: "manual",
    body: JSON.stringify({ webhooks }),
    ...init,
    headers: { apiKey: sandbox.apiKey, "content-type": "application/json", ...init.headers },
  });
}

/** A receiver of events that ends with the test. */
export async function startReceiver(status = 204): Promise<Receiver> {
  const received: ReceivedEvent[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as Record<string, unknown>;
      received.push({ method: request.method, path: request.url, headers: request.headers, body });
      response.writeHead(status, { location: "/elsewhere" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  opened.push({
    close: async () => {
      await new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      });
    },
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

export interface Receiver {
  readonly url: string;
  readonly received: ReceivedEvent[];
}

export interface ReceivedEvent {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

/** One event that is on. */
export const start206 = { start: { status: true, url: "https://example.com/start" } };

/** Recognisable secrets, to be looked for in what is printed. */
export const canary = { apiKey: "canary-api-key", password: "canary-password", value: "canary-header-value" };
