import { exchange, type HttpRequest, type HttpResponse } from "../api/http/exchange";
import { exchangeText, type ExchangeFailure } from "../api/http/failure";
import type { Auth } from "../settings/parts";
import { proxyFor } from "../validation/proxies";
import { eventUrlProblem } from "../validation/urls";

/** An event on its way to a receiver. */
export interface OutgoingEvent extends Pick<HttpRequest, "headers" | "timeoutMs"> {
  readonly url: string;
  /** The body, as JSON. */
  readonly body: string | Buffer;
  /** Whether the connection is kept for another event. The receiver may close it at the moment of that one. */
  readonly keepAlive?: boolean;
}

/** How a receiver responded, if it did. */
export type ReceiverResponse = {
  /** From sending the event until the response was read, in milliseconds. */
  readonly durationMs: number;
} & (
  | Readonly<HttpResponse | ExchangeFailure>
  /** The URL cannot be declared, or the variable that names the proxy cannot be used. `text` repeats neither. */
  | { readonly kind: "not-sent"; readonly problem: "invalid-url" | "proxy"; readonly text: string }
);

/** A receiver responds without a body or with a short one; one that is far larger is not read to its end. */
const MAX_RESPONSE_BYTES = 64 * 1024;

/** The header by which a delivery carries the credential. */
export function credentialHeaders(auth: Auth): Record<string, string> {
  if (auth.type === "apikey") {
    return { [auth.apikey.key]: auth.apikey.value };
  }
  const { username, password } = auth.basic;
  return { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

/**
 * Sends one event, through the proxy that the environment names. Redirects are not followed, and nothing is tried again. All events
 * of this package pass here, so a credential goes to no URL that could not be declared, wherever it comes from. A response's body may
 * hold anything, the credential included.
 *
 * Assumed: deliveries are a `POST` of JSON.
 */
export async function sendEvent(event: OutgoingEvent): Promise<ReceiverResponse> {
  const urlProblem = eventUrlProblem(event.url);
  if (urlProblem !== undefined) {
    return { kind: "not-sent", problem: "invalid-url", text: `the URL ${urlProblem}`, durationMs: 0 };
  }
  const url = new URL(event.url);
  const proxy = proxyFor(url, process.env);
  if (proxy && "problem" in proxy) {
    return { kind: "not-sent", problem: "proxy", text: proxy.problem, durationMs: 0 };
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
  return { ...response, durationMs: Math.round(performance.now() - start) };
}

/** How a receiver responded, for people. */
export function responseText(response: ReceiverResponse): string {
  return response.kind === "not-sent" ? response.text : exchangeText(response);
}
