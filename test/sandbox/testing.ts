import { createServer, type IncomingHttpHeaders } from "node:http";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../sandbox/index";
import { listen, stop } from "../../sandbox/listening";
import { closeAfterTest } from "../support/close-after-test";

// A test takes milliseconds, and much longer on a busy machine.
jest.setTimeout(30_000);

/** A sandbox that ends with the test. */
export async function start(options?: SandboxOptions): Promise<Sandbox> {
  const sandbox = await startSandbox(options);
  closeAfterTest(() => sandbox.close());
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

/** Makes a call of the sandbox itself. */
export async function ask(sandbox: Sandbox, method: string, path: string, body?: unknown): Promise<Asked> {
  const response = await fetch(new URL(path, sandbox.url), {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, body: JSON.parse(text) };
}

export interface Asked {
  readonly status: number;
  readonly text: string;
  readonly body: unknown;
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
  const port = await listen(server);
  closeAfterTest(() => stop(server));
  return { url: `http://127.0.0.1:${port}`, received };
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

/** Recognisable secrets, which no output may contain. */
export const canary = { apiKey: "canary-api-key", password: "canary-password", value: "canary-header-value" };
