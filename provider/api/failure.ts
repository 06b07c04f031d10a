import { waitText } from "./retry-timing";

/** How one attempt of a call ended when it did not succeed. Holds nothing of the request. */
export type Failure =
  /** The response has a status other than 2xx. `fromApi`: it is the API's own, not one of a gateway or proxy in between. */
  | { kind: "status"; status: number; apiMessage: string; fromApi: boolean; retryAfterMs?: number }
  /** The API responded with 2xx, but not with its documented success. */
  | { kind: "unconfirmed"; status: number; apiMessage: string }
  /** No complete response came in time. */
  | { kind: "timeout"; seconds: number }
  /** The connection could not be made or broke; `code` is Node.js's. */
  | { kind: "connection"; code: string }
  /** Nothing was sent: the API had asked other calls of this run to wait for longer than this one may. */
  | { kind: "throttled"; waitMs: number };

/** The failure in the words of an error message or a log line. */
export function failureText(failure: Failure): string {
  switch (failure.kind) {
    case "status":
    case "unconfirmed":
      return failure.apiMessage ? `HTTP ${failure.status}: ${failure.apiMessage}` : `HTTP ${failure.status}`;
    case "timeout":
      return `no response within ${failure.seconds} s`;
    case "connection":
      return failure.code;
    case "throttled":
      return `blocked for ${waitText(failure.waitMs)}`;
  }
}

export function isRateLimit(failure: Failure): boolean {
  return failure.kind === "status" && failure.status === 429;
}

/** How long the API asked to wait, in milliseconds. */
export function retryAfterMs(failure: Failure): number | undefined {
  return failure.kind === "status" ? failure.retryAfterMs : undefined;
}

/** Whether the same call may succeed a little later. The PUT is idempotent, so repeating it is safe. */
export function isRetryable(failure: Failure): boolean {
  switch (failure.kind) {
    case "status":
      return failure.status === 408 || failure.status === 429 || failure.status >= 500;
    case "unconfirmed":
    case "throttled":
      return false;
    case "timeout":
      return true;
    case "connection":
      return !isCertificateProblem(failure.code);
  }
}

/** Whether the API may have applied the settings all the same. */
export function isUnconfirmed(failure: Failure): boolean {
  switch (failure.kind) {
    case "status":
      return failure.status === 408 || failure.status >= 500;
    case "unconfirmed":
    case "timeout":
      return true;
    case "connection":
      return !NEVER_CONNECTED.has(failure.code) && !isCertificateProblem(failure.code);
    case "throttled":
      return false;
  }
}

/** The system's codes for a connection that was never made, so that nothing was sent. */
const NEVER_CONNECTED = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EAI_FAIL",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "EADDRNOTAVAIL",
]);

/** OpenSSL's verification errors by Node.js's names, and a host name that is not in the certificate. */
export function isCertificateProblem(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|ERR_SSL/.test(code);
}
