import { exchange } from "../api/http/exchange";
import type { ExchangeFailure } from "../api/http/failure";
import { proxyFor } from "../validation/proxies";
import { eventUrlProblem } from "../validation/urls";

/** An event on its way to a receiver. */
export interface OutgoingEvent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, as JSON. */
  readonly body: string | Buffer;
  /** How long it may take until the response is read, in milliseconds. */
  readonly timeoutMs: number;
  /** Whether the connection is kept for another event. The receiver may close it at the moment of that one. */
  readonly keepAlive?: boolean;
}

/** How a receiver responded, if it did. */
export type ReceiverResponse = {
  /** From sending the event until the response was read, in milliseconds. */
  readonly durationMs: number;
} & (
  | {
      readonly kind: "response";
      readonly status: number;
      /** The first {@link MAX_RESPONSE_BYTES} of the body as text. It may hold anything, the credential included. */
      readonly body: string;
      /** Whether the body was longer than that; the rest was not read. */
      readonly isTruncated: boolean;
    }
  | Readonly<ExchangeFailure>
  /** Nothing was sent, because the URL cannot be declared, or the variable that names the proxy cannot be used. `text` repeats neither. */
  | { readonly kind: "invalid-url" | "invalid-proxy"; readonly text: string }
);

/** A receiver responds without a body or with a short one; one that is far larger is not read to its end. */
export const MAX_RESPONSE_BYTES = 64 * 1024;

/**
 * Sends one event, through the proxy that the environment names. Redirects are not followed, and nothing is tried again. All events
 * of this package pass here, so a credential goes to no URL that could not be declared, wherever it comes from.
 *
 * Assumed: deliveries are a `POST` of JSON.
 */
export async function sendEvent(event: OutgoingEvent): Promise<ReceiverResponse> {
  const urlProblem = eventUrlProblem(event.url);
  if (urlProblem !== undefined) {
    return { kind: "invalid-url", text: `the URL ${urlProblem}`, durationMs: 0 };
  }
  const url = new URL(event.url);
  const proxy = proxyFor(url, process.env);
  if (proxy && "problem" in proxy) {
    return { kind: "invalid-proxy", text: proxy.problem, durationMs: 0 };
  }
  const start = performance.now();
  const response = await exchange({
    method: "POST",
    url,
    headers: {
      "Content-Type": "application/json",
      ...(!event.keepAlive && { Connection: "close" }),
      ...event.headers,
    },
    body: event.body,
    proxy,
    timeoutMs: event.timeoutMs,
    maxBytes: MAX_RESPONSE_BYTES,
  });
  const durationMs = Math.round(performance.now() - start);
  return response.kind === "response"
    ? { ...response, body: response.body.toString(), durationMs }
    : { ...response, durationMs };
}
