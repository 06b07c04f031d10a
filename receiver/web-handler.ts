import { BodyCollector, bodyTooLarge } from "./body";
import { handleDelivery } from "./handle-delivery";
import type { HandlerOptions } from "./handler-options";

/** A web `Request`, as far as a handler needs it: that of Azure Functions has no more. */
export interface WebRequest {
  /** The method. */
  readonly method: string;
  /** The headers. */
  readonly headers: Pick<Headers, "get">;
  /** The body, not yet read. */
  readonly body: WebBody | null;
  /** Whether the body was read before. */
  readonly bodyUsed?: boolean;
}

/** A stream of bytes: the web's `ReadableStream`. */
export interface WebBody {
  /** The stream's reader. */
  getReader(): Pick<ReadableStreamDefaultReader<Uint8Array>, "read" | "cancel">;
}

/** A receiver of `createWebHandler`. It never rejects. */
export interface WebHandler {
  (request: WebRequest): Promise<Response>;
  // Next.js looks at the last signature, and takes no parameter that is wider than a Request.
  // eslint-disable-next-line @typescript-eslint/unified-signatures
  (request: Request): Promise<Response>;
}

/**
 * A receiver for hosts that give a web `Request` and take a web `Response`: Cloudflare Workers, Deno, Bun, Next.js, Hono, Azure
 * Functions. It needs nothing of Node.js.
 *
 * It responds with 204 once your function is through, 401 to a wrong credential, 405 to another method than POST, 413 to a body that
 * is too large, 415 to one that is compressed in a way that it cannot undo, 400 to what is no event, 503 to an event that is being
 * handled (with `once`), and 500 when your function throws. Test events of this package get 204 without a call of your functions.
 * A response to a body that was not read to its end has `connection: close`.
 *
 * @example Bun or Deno
 * ```ts
 * import { createWebHandler } from "pulumi-xobin/receiver";
 *
 * export default {
 *   fetch: createWebHandler({
 *     auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: process.env.WEBHOOK_KEY! } },
 *     onSubmission: (event) => console.log(event.response_id, event.score),
 *   }),
 * };
 * ```
 */
export function createWebHandler(options: HandlerOptions): WebHandler {
  return async (request: WebRequest): Promise<Response> => {
    let isUnread = true as boolean;
    const { status, headers, text } = await handleDelivery(options, () => {
      checkRequest(request);
      isUnread = request.body !== null;
      const read = async (maxBytes: number) => {
        const body = await readBody(request, maxBytes);
        isUnread = false;
        return body;
      };
      return { method: request.method, headers: request.headers, readBody: read };
    });
    // Otherwise its sender could go on without end.
    const end = isUnread ? { connection: "close" } : undefined;
    return new Response(text === "" ? null : text, { status, headers: { ...headers, ...end } });
  };
}

function checkRequest(request?: Partial<WebRequest>): void {
  if (typeof request?.method !== "string" || typeof request.headers?.get !== "function") {
    throw new TypeError(
      "createWebHandler takes a web Request, such as Hono's c.req.raw, and was given something else: see docs/receivers.md",
    );
  }
}

async function readBody(request: WebRequest, maxBytes: number): Promise<Uint8Array> {
  if (request.bodyUsed) {
    throw new TypeError("The request's body was read before: pass a request that nothing has read");
  }
  const collector = new BodyCollector(maxBytes);
  if (!request.body) {
    return collector.bytes();
  }
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    if (!collector.add(part.value)) {
      // The rest is not wanted, and whether its sender takes notice makes no difference.
      void reader.cancel().catch(() => undefined);
      throw bodyTooLarge(maxBytes);
    }
  }
  return collector.bytes();
}
