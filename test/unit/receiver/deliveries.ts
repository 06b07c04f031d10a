import { createServer, request as httpRequest, type IncomingMessage, type RequestListener } from "node:http";
import { connect, type AddressInfo } from "node:net";
import {
  createLambdaHandler,
  createNodeHandler,
  createWebHandler,
  type ApiKeyCredential,
  type BasicCredential,
  type HandlerOptions,
} from "pulumi-xobin/receiver";
import { sampleEvent } from "../../../sandbox/sample-events";

export const AUTH: ApiKeyCredential = {
  type: "apikey",
  apikey: { key: "X-Webhook-Key", value: "canary-key" },
};
export const BASIC: BasicCredential = {
  type: "basic",
  basic: { username: "hooks", password: "canary-password" },
};
export const START = JSON.stringify(sampleEvent(206, "start"));
export const SUBMISSION = JSON.stringify(sampleEvent(206, "submission"));
export const TEST_EVENT = JSON.stringify({
  ...sampleEvent(206, "submission"),
  response_id: 0,
  candidate_id: 0,
  candidate_email: "test-event@example.invalid",
});

export interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
}
export interface Received {
  status: number;
  headers: Record<string, unknown>;
  text: string;
}
export type Send = (options: HandlerOptions, sent: Sent) => Promise<Received>;

const stops: (() => void)[] = [];
afterEach(() => {
  stops.splice(0).forEach((stop) => {
    stop();
  });
});

/** Listens on a free port until the test ends. */
export async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

export async function post(port: number, { method = "POST", headers = {}, body }: Sent): Promise<Received> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ port, host: "127.0.0.1", method, headers, agent: false }, resolve)
      .on("error", reject)
      .end(body);
  });
  let text = "";
  for await (const chunk of response) {
    text += String(chunk);
  }
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

export const node: Send = async (options, sent) => {
  const receive = createNodeHandler(options);
  return post(await listen((request, response) => void receive(request, response)), sent);
};

export const web: Send = async (options, { method = "POST", headers = {}, body }) => {
  const init = { method, headers, ...(body !== undefined && { body }) };
  const response = await createWebHandler(options)(new Request("http://localhost/xobin", init));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text: await response.text(),
  };
};

const lambda =
  (event: (sent: Sent) => Parameters<ReturnType<typeof createLambdaHandler>>[0]): Send =>
  async (options, sent) => {
    const { statusCode, headers, body } = await createLambdaHandler(options)(event(sent));
    return { status: statusCode, headers, text: body };
  };

export const functionUrl = lambda(({ method = "POST", headers = {}, body }) => ({
  requestContext: { http: { method } },
  headers,
  ...(body !== undefined && { body: typeof body === "string" ? body : body.toString("base64") }),
  isBase64Encoded: typeof body === "object",
}));

export const restApi = lambda(({ method = "POST", headers = {}, body }) => ({
  httpMethod: method,
  headers: null,
  multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
  body: body === undefined ? null : Buffer.from(body).toString("base64"),
  isBase64Encoded: true,
}));

/** The functions of a user, which note their calls. */
export function setup(options: Partial<HandlerOptions> = {}) {
  const calls: [name: string, id: unknown][] = [];
  const errors: unknown[] = [];
  return {
    calls,
    errors,
    options: {
      auth: AUTH,
      onStart: (event) => calls.push(["start", event.response_id]),
      onSubmission: (event) => calls.push(["submission", event.response_id]),
      onError: (error) => errors.push(error),
      ...options,
    } satisfies HandlerOptions as HandlerOptions,
  };
}

export const KEY = { "X-Webhook-Key": "canary-key" };
/** Sends text as it is; the response ends with the connection, or with `until`. */
export function exchange(port: number, text: string, until?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => {
      received += chunk.toString();
      if (until !== undefined && received.includes(until)) {
        socket.destroy();
      }
    });
    socket.on("error", reject);
    socket.on("close", () => {
      resolve(received);
    });
  });
}
