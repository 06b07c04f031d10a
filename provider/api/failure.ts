import type { ApiMessage } from "./api-message";
import { exchangeFailureText, type ExchangeFailure } from "./http/failure";
import { waitText } from "./http/retry-timing";

/** How one attempt of a call ended when it did not succeed. Holds nothing of the request. */
export type AttemptFailure =
  | ExchangeFailure
  /** The response has a status other than 2xx, or is not the documented success. */
  | ({ kind: "status"; status: number; retryAfterMs?: number | undefined } & ApiMessage);

/** How a call ended when it did not succeed. */
export type Failure =
  | AttemptFailure
  /** Nothing was sent: the API had asked other calls of this run to wait for longer than this one may. */
  | { kind: "throttled"; waitMs: number };

/** The failure in the words of an error message or a log line. */
export function failureText(failure: Failure): string {
  switch (failure.kind) {
    case "status":
      return failure.apiMessage ? `HTTP ${failure.status}: ${failure.apiMessage}` : `HTTP ${failure.status}`;
    case "throttled":
      return `blocked for ${waitText(failure.waitMs)}`;
    default:
      return exchangeFailureText(failure);
  }
}

/** How long the API, or the proxy, asked to wait, in milliseconds. */
export function retryAfterMs(failure: Failure): number | undefined {
  return "retryAfterMs" in failure ? failure.retryAfterMs : undefined;
}

/** Whether the API may have applied the settings of a call all the same. */
export function isUnconfirmed(failure: AttemptFailure): boolean {
  if (failure.kind === "status") {
    return failure.status < 300 || failure.status === 408 || failure.status >= 500;
  }
  return "nothingSent" in failure && !failure.nothingSent;
}
