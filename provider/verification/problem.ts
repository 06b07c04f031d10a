import type { HttpResponse } from "../api/http/exchange";
import { isTlsProblem, isTransientFailure } from "../api/http/failure";
import type { Problem } from "./remedies";
import type { ReceiverResponse } from "./send-event";

/** The test events that a receiver is sent. */
export type Probe =
  /** With the declared credential; without one where none is declared. */
  | "declared"
  /** The same, of a real submission's size. */
  | "large"
  /** Without a credential, where one is declared. */
  | "none"
  /** With a credential that is not the declared one. */
  | "wrong";

/**
 * The problem that a response to a test event shows; `undefined` when it is as it should be: 2xx for the declared credential,
 * 401 or 403 for a missing and for a wrong one.
 *
 * @param hasAuth - whether a credential is declared
 */
export function problemOf(probe: Probe, response: ReceiverResponse, hasAuth: boolean): Problem | undefined {
  switch (response.kind) {
    case "not-sent":
      return response.problem;
    case "timeout":
      return "timeout";
    case "connection":
      return connectionProblem(probe, response.code);
    case "proxy":
      return isTransientFailure(response) ? "proxy-unavailable" : "proxy";
    case "response":
      return statusProblem(probe, response, hasAuth);
  }
}

const NO_ADDRESS = new Set(["ENOTFOUND", "EAI_AGAIN", "EAI_FAIL"]);
const NOT_LISTENING = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "ETIMEDOUT"]);

function connectionProblem(probe: Probe, code: string): Problem {
  if (NO_ADDRESS.has(code)) {
    return "dns";
  }
  if (NOT_LISTENING.has(code)) {
    return "down";
  }
  if (isTlsProblem(code)) {
    return "tls";
  }
  // A server that refuses a body by its size may hang up while it is sent, so that its 413 is never read.
  return probe === "large" ? "event-too-large" : "disconnected";
}

function statusProblem(probe: Probe, response: HttpResponse, hasAuth: boolean): Problem | undefined {
  const { status, isTruncated } = response;
  const isSuccess = status >= 200 && status < 300;
  const isUnauthorized = status === 401 || status === 403;
  if (status >= 500) {
    return "server-error";
  }
  if (probe === "none" || probe === "wrong") {
    if (isSuccess) {
      return probe === "none" ? "lets-everyone-in" : "accepts-any-credential";
    }
    return isUnauthorized ? undefined : "no-401";
  }
  if (isSuccess) {
    return isTruncated ? "body-too-large" : undefined;
  }
  if (isUnauthorized) {
    return hasAuth ? "refuses-credential" : "requires-credential";
  }
  if (status < 400) {
    return "redirect";
  }
  return probe === "large" && (status === 413 || status === 400)
    ? "event-too-large"
    : (REFUSALS[status] ?? "unexpected-status");
}

const REFUSALS: Readonly<Record<number, Problem>> = {
  400: "refuses-event",
  404: "not-found",
  405: "method",
  410: "not-found",
  413: "refuses-event",
  415: "refuses-event",
  422: "refuses-event",
  429: "rate-limited",
};

/**
 * What a receiver that was made a moment ago may show, and not show a little later. A certificate may still be on its way to the
 * receiver, as its name may.
 */
export const TRANSIENT_PROBLEMS: ReadonlySet<Problem> = new Set([
  "dns",
  "down",
  "tls",
  "disconnected",
  "timeout",
  "proxy-unavailable",
  "not-found",
  "server-error",
]);
