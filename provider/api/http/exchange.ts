import type { Response } from "node-fetch";
import type { Proxy } from "../../validation/proxies";
import { agentFor, trackConnection, type ConnectionProgress } from "./agent";
import { isCertificateProblem, type ExchangeFailure } from "./failure";
import { parseRetryAfter } from "./retry-timing";

/** One request, with its limits. */
export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT";
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Buffer | undefined;
  readonly proxy: Proxy | undefined;
  /** How long it may take until the response is read to its end, in milliseconds. */
  readonly timeoutMs: number;
  /** A longer body of the response is not read to its end. */
  readonly maxBytes: number;
}

/** A response, whatever its status. */
export interface HttpResponse {
  readonly kind: "response";
  readonly status: number;
  /** The wait that `Retry-After` asks for, in milliseconds. */
  readonly retryAfterMs?: number | undefined;
  /** The first `maxBytes` of the body. */
  readonly body: Buffer;
  /** Whether the body was longer than that. */
  readonly isTruncated: boolean;
}

/**
 * Sends one request and reads the response. Nothing is tried again, and a redirect is not followed: it could take a credential to
 * another host.
 */
export async function exchange(request: HttpRequest): Promise<HttpResponse | ExchangeFailure> {
  const { method, url, headers, body, proxy, timeoutMs, maxBytes } = request;
  // An ES module. Loaded by the first call, so that a preview does without it.
  const { default: fetch } = await import("node-fetch");
  // The time includes the response's body.
  const signal = AbortSignal.timeout(timeoutMs);
  const progress: ConnectionProgress = { stage: "kept", signal };
  try {
    const response = await trackConnection(progress, () =>
      fetch(url, {
        method,
        headers,
        ...(body !== undefined && { body }),
        agent: agentFor(url, proxy),
        redirect: "manual",
        signal,
      }),
    );
    return {
      kind: "response",
      status: response.status,
      retryAfterMs: parseRetryAfter(response.headers.get("Retry-After"), Date.now()),
      ...(await readBody(response, maxBytes)),
    };
  } catch (error) {
    return toFailure(error, request, progress);
  }
}

async function readBody(response: Response, maxBytes: number) {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk as Buffer);
    bytes += chunk.length;
    if (bytes > maxBytes) {
      // Leaving the loop closes the connection.
      break;
    }
  }
  return { body: Buffer.concat(chunks).subarray(0, maxBytes), isTruncated: bytes > maxBytes };
}

/** Never holds the error's message, which may repeat a header's value. An error that is not of the network is a mistake in this code. */
function toFailure(error: unknown, request: HttpRequest, progress: ConnectionProgress): ExchangeFailure {
  const { proxy, timeoutMs } = request;
  const { stage, refusal } = progress;
  const { type, code, name } = error as { type?: unknown; code?: unknown; name?: unknown };
  const timedOut = name === "AbortError" || name === "TimeoutError";
  if (!timedOut && type !== "system" && typeof code !== "string") {
    throw error;
  }
  // Node.js gives no code where a response ends too early.
  const end = timedOut
    ? { seconds: timeoutMs / 1000 }
    : { code: typeof code === "string" ? code : "the connection ended early" };
  // A certificate of the server's, or of a proxy that inspects TLS, is told by its code. All else is a tunnel that leads nowhere.
  const nothingSent = stage === "tunnel" || stage === "connection";
  const reachedServer = stage === "connection" && isCertificateProblem(end.code ?? "");
  if (proxy && nothingSent && !reachedServer) {
    return { kind: "proxy", host: proxy.url.host, variable: proxy.variable, ...(refusal ?? end) };
  }
  return end.code === undefined
    ? { kind: "timeout", seconds: end.seconds, nothingSent }
    : { kind: "connection", code: end.code, nothingSent, ...(stage === "kept" && { isKept: true }) };
}
