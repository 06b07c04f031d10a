import { isCertificateProblem, isTransientFailure } from "../api/http/failure";
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
 * @param hasCredential - whether the declared one is a credential at all
 */
export function problemOf(
  probe: Probe,
  response: ReceiverResponse,
  hasCredential: boolean,
): Problem | undefined {
  switch (response.kind) {
    case "invalid-url":
    case "timeout":
      return response.kind;
    case "connection":
      return connectionProblem(probe, response.code);
    case "proxy":
      return isTransientFailure(response) ? "proxy-unavailable" : "proxy";
    case "invalid-proxy":
      return "proxy";
    case "response":
      return statusProblem(probe, response, hasCredential);
  }
}

function statusProblem(
  probe: Probe,
  { status, isTruncated }: Extract<ReceiverResponse, { kind: "response" }>,
  hasCredential: boolean,
): Problem | undefined {
  if (probe === "none" || probe === "wrong") {
    return unauthorizedProblem(probe, status);
  }
  if (status >= 200 && status < 300) {
    return isTruncated ? "body-too-large" : undefined;
  }
  return probe === "large" && (status === 413 || status === 400)
    ? "event-too-large"
    : refusalProblem(status, hasCredential);
}

function connectionProblem(probe: Probe, code: string): Problem {
  if (code === "ENOTFOUND" || code === "EAI_AGAIN" || code === "EAI_FAIL") {
    return "dns";
  }
  if (NOT_LISTENING.has(code)) {
    return "down";
  }
  // EPROTO is how Node.js reports a peer that speaks no TLS.
  if (isCertificateProblem(code) || code === "EPROTO") {
    return "tls";
  }
  // A server that refuses a body by its size may hang up while it is sent, so that its 413 is never read.
  return probe === "large" ? "event-too-large" : "disconnected";
}

const NOT_LISTENING = new Set(["ECONNREFUSED", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL", "ETIMEDOUT"]);

function unauthorizedProblem(probe: "none" | "wrong", status: number): Problem | undefined {
  if (status === 401 || status === 403) {
    return undefined;
  }
  if (status >= 200 && status < 300) {
    return probe === "none" ? "lets-everyone-in" : "accepts-any-credential";
  }
  return status >= 500 ? "server-error" : "no-401";
}

function refusalProblem(status: number, hasCredential: boolean): Problem {
  if (status >= 300 && status < 400) {
    return "redirect";
  }
  if (status >= 500) {
    return "server-error";
  }
  switch (status) {
    case 401:
    case 403:
      return hasCredential ? "refuses-credential" : "requires-credential";
    case 404:
    case 410:
      return "not-found";
    case 405:
    case 501:
      return "method";
    case 429:
      return "rate-limited";
    case 400:
    case 413:
    case 415:
    case 422:
      return "refuses-event";
    default:
      return "unexpected-status";
  }
}

/** Whether a receiver that was made a moment ago may show the problem, and not show it a little later. */
export function isTransientProblem(problem: Problem): boolean {
  return TRANSIENT.has(problem);
}

/** A certificate may still be on its way to the receiver, as its name may. */
const TRANSIENT = new Set<Problem>([
  "dns",
  "down",
  "tls",
  "disconnected",
  "timeout",
  "proxy-unavailable",
  "not-found",
  "server-error",
]);

/** Whether other credentials would meet the same problem, so that they need not be tried. */
export function isUnreachable({ kind }: ReceiverResponse): boolean {
  return kind !== "response";
}
