import { BodyCollector, bodyTooLarge } from "./body";
import { handleDelivery } from "./handle-delivery";
import type { HandlerOptions } from "./handler-options";
import type { HeaderSource } from "./headers";

/** A request of `node:http`, of `node:http2`'s compatible server, or of what stands in for one; and what a parser or host adds. */
export interface NodeRequest {
  /** The method. */
  readonly method?: string | undefined;
  /** The headers, of which Node.js drops a second `Authorization`. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Name, value, name, value, …: as they came. */
  readonly rawHeaders?: readonly unknown[];
  /** Every value of each header. */
  readonly headersDistinct?: Readonly<Record<string, string[] | undefined>>;
  /** The stream of a request over HTTP/2. */
  readonly stream?: {
    /** Ends it. */
    close(): unknown;
    /** The connection, whose `close` ends it once its other streams have ended. */
    readonly session?: Readonly<Record<"close", () => unknown>> | undefined;
  };
  /** The body as a body parser left it. */
  body?: unknown;
  /** The body's bytes, as Google's Functions Framework, NestJS and others keep them. */
  rawBody?: unknown;
  /** Whether the body's stream was read. */
  readonly readableDidRead?: boolean;
  /** Whether it was read to its end. */
  readonly readableEnded?: boolean;
  /** Whether the connection is gone. */
  readonly destroyed?: boolean;
  /** Listens to the body's stream. */
  on(event: string, listener: (value: unknown) => void): unknown;
}

/** A response of `node:http`, of `node:http2`'s compatible server, or of what stands in for one. */
export interface NodeResponse {
  /** Whether somebody has responded. */
  readonly headersSent: boolean;
  /** Whether the connection is gone. */
  readonly destroyed?: boolean;
  /** Sends the head of the response. */
  writeHead(status: number, headers: Record<string, string>): unknown;
  /** Sends the rest. */
  end(text: string): unknown;
}

/**
 * A receiver of `createNodeHandler`. It is through when the response is sent, or its sender is gone.
 *
 * @param body - the body, where a parser has read it and keeps it elsewhere than in `request.body` or `request.rawBody`. A function is
 * ignored, because Express passes `next` here
 */
export type NodeHandler = (request: NodeRequest, response: NodeResponse, body?: unknown) => Promise<void>;

/**
 * A receiver for `node:http`, `node:http2` and what is built on them: Express, Fastify, Koa, NestJS, Google Cloud Functions, Next.js's
 * API routes. It works before and behind a body parser; behind one, the parser's own limit comes first. It responds as
 * `createWebHandler` does.
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
 * createServer((request, response) => void receive(request, response)).listen(8080);
 * ```
 *
 * @returns a function that rejects with a TypeError when it is given something else than a request and a response, and never otherwise
 */
export function createNodeHandler(options: HandlerOptions): NodeHandler {
  return async (request, response, body) => {
    checkArguments(request, response);
    const { status, headers, text } = await handleDelivery(options, () => ({
      method: request.method ?? "",
      headers: headersOf(request),
      readBody: (maxBytes) => readBody(request, body, maxBytes),
    }));
    // A time limit in front of this handler may have responded already.
    if (response.headersSent || response.destroyed) {
      return;
    }
    // Otherwise Node.js would read the rest of the body, without end.
    const isUnread = request.readableEnded === false;
    response.writeHead(status, { ...headers, ...(isUnread && !request.stream && { connection: "close" }) });
    response.end(text);
    if (isUnread && request.readableDidRead) {
      // HTTP/2 has no such header. Node.js closes the stream of a body of which nothing was read, and no other.
      request.stream?.close();
      request.stream?.session?.close();
    }
  };
}

function checkArguments(request?: Partial<NodeRequest>, response?: Partial<NodeResponse>): void {
  if (typeof request?.headers !== "object" || typeof response?.writeHead !== "function") {
    throw new TypeError(
      "createNodeHandler takes Node.js's request and response, such as Fastify's request.raw and reply.raw or Koa's ctx.req and " +
        "ctx.res, and was given something else: see docs/receivers.md",
    );
  }
}

/** The headers in the form that shows most. What stands in for `node:http` leaves some forms empty, or puts numbers into them. */
function headersOf({ rawHeaders = [], headersDistinct = {}, headers }: NodeRequest): HeaderSource {
  if (rawHeaders.length > 0) {
    return rawHeaders.map(String);
  }
  return Object.keys(headersDistinct).length > 0 ? headersDistinct : headers;
}

function readBody(request: NodeRequest, given: unknown, maxBytes: number): unknown {
  const kept = (typeof given === "function" ? undefined : given) ?? request.rawBody ?? request.body;
  // A body parser sets a body even where it did not read: Express 4's and Koa's to {}, for another content type than their own.
  const { readableDidRead = kept !== undefined || typeof request.on !== "function" } = request;
  if (!readableDidRead) {
    return collect(request, maxBytes);
  }
  if (kept === undefined) {
    throw new TypeError(
      "The request's body was read before and is not in request.body: pass it as the third argument, such as Fastify's request.body or " +
        "Koa's ctx.request.body, or put this handler before its reader: see docs/receivers.md",
    );
  }
  return kept;
}

function collect(request: NodeRequest, maxBytes: number): Promise<Uint8Array> {
  const collector = new BodyCollector(maxBytes);
  return new Promise((resolve, reject) => {
    const rejectAsGone = () => {
      reject(new Error("The sender closed the connection before the body was complete"));
    };
    if (request.destroyed) {
      rejectAsGone();
      return;
    }
    request.on("data", (piece) => {
      if (!collector.add(piece as Uint8Array)) {
        reject(bodyTooLarge(maxBytes));
      }
    });
    request.on("end", () => {
      resolve(collector.bytes());
    });
    request.on("error", reject);
    request.on("close", rejectAsGone);
  });
}
