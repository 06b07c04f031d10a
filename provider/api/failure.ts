import { waitText } from "./http/retry-timing";

/** How one attempt of a call ended when it did not succeed. Holds nothing of the request. */
export type Failure =
  /** The response has a status other than 2xx. `fromApi`: it is the API's own, not one of a gateway or proxy in between. */
  | {
      kind: "status";
      status: number;
      apiMessage: string;
      fromApi: boolean;
      retryAfterMs?: number | undefined;
    }
  /** The API responded with 2xx, but not with its documented success. */
  | { kind: "unconfirmed"; status: number; apiMessage: string }
  /** No complete response came in time. `nothingSent`: the connection was not even made. */
  | { kind: "timeout"; seconds: number; nothingSent: boolean }
  /** The connection could not be made (`nothingSent`) or broke; `code` is Node.js's. */
  | { kind: "connection"; code: string; nothingSent: boolean }
  /** The proxy opened no tunnel, so nothing was sent: it refused by a status, failed by Node.js's code, or was silent. */
  | ({ kind: "proxy"; host: string; variable: string } & (
      { status: number; retryAfterMs?: number | undefined } | { code: string } | { seconds: number }
    ))
  /** Nothing was sent: the API had asked other calls of this run to wait for longer than this one may. */
  | { kind: "throttled"; waitMs: number };

/** The failure in the words of an error message or a log line. */
export function failureText(failure: Failure): string {
  switch (failure.kind) {
    case "status":
    case "unconfirmed":
      return failure.apiMessage ? `HTTP ${failure.status}: ${failure.apiMessage}` : `HTTP ${failure.status}`;
    case "timeout":
      return timeoutText(failure.seconds);
    case "proxy":
      return `proxy ${failure.host}: ${proxyText(failure)}`;
    case "connection":
      return failure.code;
    case "throttled":
      return `blocked for ${waitText(failure.waitMs)}`;
  }
}

function proxyText(failure: Failure & { kind: "proxy" }): string {
  if ("status" in failure) {
    return `HTTP ${failure.status}`;
  }
  return "code" in failure ? failure.code : timeoutText(failure.seconds);
}

function timeoutText(seconds: number): string {
  return `no response within ${seconds} s`;
}

/** Whether the API itself limited the rate of calls: a proxy's 429 says nothing about the API. */
export function isRateLimit(failure: Failure): boolean {
  return failure.kind === "status" && failure.status === 429;
}

/** How long the API, or the proxy, asked to wait, in milliseconds. */
export function retryAfterMs(failure: Failure): number | undefined {
  return "retryAfterMs" in failure ? failure.retryAfterMs : undefined;
}

/** Whether the same call may succeed a little later. The PUT is idempotent, so repeating it is safe. */
export function isRetryable(failure: Failure): boolean {
  switch (failure.kind) {
    case "status":
      return isTransient(failure.status);
    case "unconfirmed":
    case "throttled":
      return false;
    case "timeout":
      return true;
    case "connection":
      return !isTlsProblem(failure.code);
    case "proxy":
      if ("status" in failure) {
        return isTransient(failure.status);
      }
      // A server that speaks no HTTP (HPE_…) is no proxy, and will not become one.
      return !("code" in failure && (isTlsProblem(failure.code) || failure.code.startsWith("HPE_")));
  }
}

/** Whether a server may give another response a little later. */
export function isTransient(status: number): boolean {
  return status === 408 || status === 429 || status >= 500;
}

/** Whether the API may have applied the settings all the same. */
export function isUnconfirmed(failure: Failure): boolean {
  switch (failure.kind) {
    case "status":
      return failure.status === 408 || failure.status >= 500;
    case "unconfirmed":
      return true;
    case "timeout":
    case "connection":
      return !failure.nothingSent;
    case "proxy":
    case "throttled":
      return false;
  }
}

/** OpenSSL's verification errors by Node.js's names, and a host name that is not in the certificate. */
export function isCertificateProblem(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS/.test(code);
}

/** The same, and a server that speaks no TLS. */
export function isTlsProblem(code: string): boolean {
  return isCertificateProblem(code) || /ERR_SSL|EPROTO/.test(code);
}
