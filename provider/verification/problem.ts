import type { HttpResponse } from "../api/http/exchange";
import { isTlsProblem, isTransientFailure } from "../api/http/failure";
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
 * @param hasAuth - whether the test event had a credential
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

/** The kinds of things that can be wrong with a receiver, each with its own remedy. */
export const REMEDIES = {
  "invalid-url":
    "Correct the URL: credentials are sent only to a URL that can be declared. If nobody wrote it so, find out who has changed the stack's state.",
  dns: "Check the host in the declared URL: its name has no address. A name that was published a moment ago may need some minutes.",
  down: "Start the receiver, or check host and port of the declared URL and the firewall: nothing accepts connections there.",
  tls: "Give the receiver a certificate of a public authority that is valid for its host and sent with its whole chain.",
  disconnected:
    "Read the receiver's logs: it, or something in front of it, ended the connection before it responded.",
  timeout:
    "Let the receiver respond first and do its work afterwards, or raise the timeout if it only has to wake up.",
  proxy:
    "Let the proxy that the environment names (HTTPS_PROXY) open connections to the receiver's host, and check its address, user name and password there, or add the host to NO_PROXY: no event reached the receiver.",
  "proxy-unavailable":
    "Check that the receiver runs and the host in the declared URL is right, then the proxy that the environment names (HTTPS_PROXY): it opened no connection to the receiver.",
  redirect: "Declare the URL that the redirect leads to: redirects are not followed.",
  "not-found": "Check the path of the declared URL, and that the receiver is deployed: nothing is there.",
  method: "Let the receiver accept POST at this path.",
  "rate-limited": "Raise the rate limit in front of the receiver: it responds to few events at a time.",
  "refuses-credential":
    "Give the receiver the credential that the stack declares: it refuses the right one. Deploy it again if the credential was rotated.",
  "requires-credential": "Declare auth, or let the receiver in without it: it asks for a credential.",
  "refuses-event":
    "Let the receiver respond with 2xx to test events (isTestEvent of pulumi-xobin/receiver): it refuses the body.",
  "event-too-large":
    "Raise the limit on the size of a body (express.json({ limit: \"5mb\" }), Fastify's bodyLimit, nginx's client_max_body_size): the receiver accepts a small test event and refuses one of a submission's size, so results would be lost.",
  "server-error": "Read the receiver's logs: it failed.",
  "unexpected-status": "Let the receiver respond with 2xx to an event with the right credential.",
  "body-too-large":
    "Respond with a short body, such as 204 without one. A web page in its place is often another host's.",
  "lets-everyone-in":
    "Let the receiver verify the credential (verifyAuth of pulumi-xobin/receiver): it accepts events without one.",
  "accepts-any-credential":
    "Let the receiver compare the credential (verifyAuth of pulumi-xobin/receiver): it accepts a wrong one.",
  "no-401": "Let the receiver respond with 401 to events without the right credential.",
} as const;

/** One kind of thing that is wrong with a receiver. */
export type Problem = keyof typeof REMEDIES;
