import type { Response } from "node-fetch";
import { agentFor } from "../api/agent";

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
);

/** A receiver has nothing to say; a body that is far larger is not read to its end. */
export const MAX_RESPONSE_BYTES = 64 * 1024;

/**
 * Sends one event. Redirects are not followed, and nothing is tried again.
 *
 * Assumed: deliveries are a `POST` of JSON.
 */
export async function sendEvent(event: OutgoingEvent): Promise<ReceiverResponse> {
  // An ES module, loaded on first use: nothing that only declares webhooks needs it.
  const { default: fetch } = await import("node-fetch");
  const start = performance.now();
  const durationMs = () => Math.round(performance.now() - start);
  try {
    const url = new URL(event.url);
    const response = await fetch(url, {
      method: "POST",
      // A connection that is kept may be closed by the receiver at the moment of the next event.
      headers: { "Content-Type": "application/json", Connection: "close", ...event.headers },
      body: event.body,
      agent: agentFor(url, undefined),
      redirect: "manual",
      // Covers the response's body as well.
      signal: AbortSignal.timeout(event.timeoutMs),
    });
    const body = await beginningOf(response);
    return { kind: "response", status: response.status, ...body, durationMs: durationMs() };
  } catch (error) {
    return { ...failureOf(error, event.timeoutMs), durationMs: durationMs() };
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

function failureOf(error: unknown, timeoutMs: number) {
  const { name, code } = error as { name?: string; code?: unknown };
  if (name === "AbortError" || name === "TimeoutError") {
    return { kind: "timeout", timeoutMs } as const;
  }
  // Never the message: it may repeat a header's value. A connection that was closed half-way gives no code.
  return {
    kind: "connection",
    code: typeof code === "string" ? code : "the connection ended early",
  } as const;
}
