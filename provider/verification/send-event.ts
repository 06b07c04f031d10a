import type { Response } from "node-fetch";
import { agentFor, withProgress, type Progress } from "../api/http/agent";
import { ENDED_EARLY, proxyFailureOf, type ProxyFailure } from "../api/http/proxy-failure";
import { proxyFor, type Proxy } from "../validation/proxies";

/** An event on its way to a receiver. */
export interface OutgoingEvent {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body, as JSON. */
  readonly body: string;
  /** How long it may take until the response is read, in milliseconds. */
  readonly timeoutMs: number;
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
  | { readonly kind: "timeout"; readonly timeoutMs: number }
  /** No connection was made or it broke; `code` is Node.js's. */
  | { readonly kind: "connection"; readonly code: string }
  /** The proxy opened no connection, so that the receiver got nothing. */
  | Readonly<ProxyFailure>
  /** The variable that names the proxy cannot be used; `text` repeats nothing secret of it. */
  | { readonly kind: "invalid-proxy"; readonly text: string }
);

/** A receiver has nothing to say; a body that is far larger is not read to its end. */
export const MAX_RESPONSE_BYTES = 64 * 1024;

/**
 * Sends one event, through the proxy that the environment names. Redirects are not followed, and nothing is tried again.
 *
 * Assumed: deliveries are a `POST` of JSON.
 */
export async function sendEvent(event: OutgoingEvent): Promise<ReceiverResponse> {
  const url = new URL(event.url);
  const proxy = proxyFor(url, process.env);
  if (proxy && "problem" in proxy) {
    return { kind: "invalid-proxy", text: proxy.problem, durationMs: 0 };
  }
  // An ES module, loaded on first use: nothing that only declares webhooks needs it.
  const { default: fetch } = await import("node-fetch");
  // Covers the response's body as well.
  const progress: Progress = { stage: "ready", signal: AbortSignal.timeout(event.timeoutMs) };
  const start = performance.now();
  const durationMs = () => Math.round(performance.now() - start);
  try {
    const response = await withProgress(progress, () =>
      fetch(url, {
        method: "POST",
        // A connection that is kept may be closed by the receiver at the moment of the next event.
        headers: { "Content-Type": "application/json", Connection: "close", ...event.headers },
        body: event.body,
        agent: agentFor(url, proxy),
        redirect: "manual",
        signal: progress.signal,
      }),
    );
    const body = await beginningOf(response);
    return { kind: "response", status: response.status, ...body, durationMs: durationMs() };
  } catch (error) {
    return { ...failureOf(error, event.timeoutMs, proxy, progress), durationMs: durationMs() };
  }
}

async function beginningOf(response: Response): Promise<{ body: string; isTruncated: boolean }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(Buffer.from(chunk));
    bytes += chunk.length;
    if (bytes > MAX_RESPONSE_BYTES) {
      // Leaving the loop closes the connection.
      break;
    }
  }
  const body = Buffer.concat(chunks).subarray(0, MAX_RESPONSE_BYTES).toString("utf8");
  return { body, isTruncated: bytes > MAX_RESPONSE_BYTES };
}

function failureOf(error: unknown, timeoutMs: number, proxy: Proxy | undefined, progress: Progress) {
  const { name, code } = error as { name?: string; code?: unknown };
  const timedOut = name === "AbortError" || name === "TimeoutError";
  const proxyFailure = proxyFailureOf(error, proxy, progress, timedOut ? timeoutMs / 1000 : undefined);
  if (proxyFailure) {
    return proxyFailure;
  }
  if (timedOut) {
    return { kind: "timeout", timeoutMs } as const;
  }
  // Never the message: it may repeat a header's value.
  return { kind: "connection", code: typeof code === "string" ? code : ENDED_EARLY } as const;
}
