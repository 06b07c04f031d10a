import type { IncomingMessage, ServerResponse } from "node:http";
import { BodyCollector, BodyTooLargeError, checkDeclaredLength } from "./body-size";
import { handleDelivery } from "./handle-delivery";
import type { HandlerOptions } from "./handler-options";

/** A request of Node.js, and what a body parser or a host may have added to it. */
export type NodeRequest = IncomingMessage & {
  /** The body as a body parser left it. */
  body?: unknown;
  /** The body's bytes, as Google's Functions Framework keeps them. */
  rawBody?: unknown;
};

/**
 * A receiver for `node:http` and what is built on it: Express, Google Cloud Functions, Next.js's API routes, and Fastify's
 * `request.raw` and `reply.raw`. It works before and behind a body parser; behind one, the parser's own limit comes first.
 *
 * It responds as `createWebHandler` does.
 *
 * @example A server of its own
 * ```ts
 * import { createServer } from "node:http";
 * import { createNodeHandler } from "pulumi-xobin/receiver";
 *
 * const receive = createNodeHandler({
 *   auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: process.env.WEBHOOK_KEY! } },
 *   onSubmission: (event) => console.log(event.response_id, event.score),
 * });
 *
 * createServer((request, response) => void receive(request, response)).listen(8080);
 * ```
 *
 * @returns a function that never rejects, and is through when the response is sent
 */
export function createNodeHandler(
  options: HandlerOptions,
): (request: NodeRequest, response: ServerResponse) => Promise<void> {
  return async (request: NodeRequest, response: ServerResponse): Promise<void> => {
    const { status, headers, text } = await handleDelivery(
      {
        method: request.method ?? "",
        // Not `headers`, from which Node.js drops a second Authorization.
        headers: request.rawHeaders,
        readBody: (maxBytes) => readBody(request, maxBytes),
      },
      options,
    );
    // A time limit in front of this handler may have responded already.
    if (!response.headersSent) {
      response.writeHead(status, headers).end(text);
    }
  };
}

function readBody(request: NodeRequest, maxBytes: number): unknown {
  checkDeclaredLength(request.headers["content-length"], maxBytes);
  // A body parser sets `body` even where it did not read: Express 4 to {}, for another content type than its own.
  if (!request.readableDidRead) {
    return collect(request, maxBytes);
  }
  const body = request.rawBody ?? request.body;
  if (body === undefined) {
    throw new TypeError(
      "The request's body was read before and not kept: put this handler before its reader",
    );
  }
  return body;
}

function collect(request: IncomingMessage, maxBytes: number): Promise<Uint8Array> {
  const collector = new BodyCollector(maxBytes);
  return new Promise((resolve, reject) => {
    request.on("data", (chunk: Uint8Array) => {
      // The rest still flows by, which lets the sender get to the response.
      if (!collector.add(chunk)) {
        reject(new BodyTooLargeError());
      }
    });
    request.on("end", () => {
      resolve(collector.bytes());
    });
    request.on("error", reject);
    request.on("close", () => {
      reject(new Error("The sender closed the connection before the body was complete"));
    });
  });
}
