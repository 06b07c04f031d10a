import type { Proxy } from "../../validation/proxies";
import type { ConnectionProgress } from "./agent";
import { ENDED_EARLY, isCertificateProblem, type ProxyFailure } from "./failure";
import { parseRetryAfter } from "./retry-timing";
import { TunnelRefusedError } from "./tunnel";

/**
 * The proxy's part in a failed attempt: it opened no tunnel, or one that leads nowhere.
 *
 * @param error - as node-fetch threw it
 * @param timeoutSeconds - how long the attempt took, where that is the reason for its end
 * @returns `undefined` where the failure is not the proxy's, or where there is none
 */
export function proxyFailureOf(
  error: unknown,
  proxy: Proxy | undefined,
  { stage, proxyError }: Pick<ConnectionProgress, "stage" | "proxyError">,
  timeoutSeconds: number | undefined,
): ProxyFailure | undefined {
  if (proxy && stage === "tunnel") {
    return toProxyFailure(proxyError, proxy, timeoutSeconds);
  }
  // A certificate of the server's, or of a proxy that inspects TLS, is told by its code. All else is a tunnel that leads nowhere.
  if (proxy && stage === "connection" && !isCertificateProblem(codeOf(error) ?? "")) {
    return toProxyFailure(error, proxy, timeoutSeconds);
  }
  return undefined;
}

function toProxyFailure(
  error: unknown,
  { url: { host }, variable }: Proxy,
  timeoutSeconds: number | undefined,
): ProxyFailure {
  const proxy = { kind: "proxy", host, variable } as const;
  if (error instanceof TunnelRefusedError) {
    return { ...proxy, status: error.status, retryAfterMs: parseRetryAfter(error.retryAfter, Date.now()) };
  }
  if (timeoutSeconds !== undefined) {
    return { ...proxy, seconds: timeoutSeconds };
  }
  return { ...proxy, code: codeOf(error) ?? ENDED_EARLY };
}

function codeOf(error: unknown): string | undefined {
  return (error as { code?: string }).code;
}
