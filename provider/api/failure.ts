import {
  exchangeFailureText,
  isTransientFailure,
  isTransientStatus,
  type ExchangeFailure,
} from "./http/failure";
import { waitText } from "./http/retry-timing";

/** How one attempt of a call ended when it did not succeed. Holds nothing of the request. */
export type Failure =
  | ExchangeFailure
  /** The response has a status other than 2xx. `fromApi`: it is the API's own, not one of a gateway or proxy in between. */
  | {
      kind: "status";
      status: number;
      apiMessage: string;
      fromApi: boolean;
      /** Whether the API's own words say that a limit is reached. */
      isLimit: boolean;
      retryAfterMs?: number | undefined;
    }
  /** The response has a status of 2xx, but is not the documented success. */
  | { kind: "unexpected"; status: number; apiMessage: string }
  /** Nothing was sent: the API had asked other calls of this run to wait for longer than this one may. */
  | { kind: "throttled"; waitMs: number };

/** The failure in the words of an error message or a log line. */
export function failureText(failure: Failure): string {
  switch (failure.kind) {
    case "status":
    case "unexpected":
      return failure.apiMessage ? `HTTP ${failure.status}: ${failure.apiMessage}` : `HTTP ${failure.status}`;
    case "throttled":
      return `blocked for ${waitText(failure.waitMs)}`;
    default:
      return exchangeFailureText(failure);
  }
}

/** Whether the API itself limited the rate of calls: a proxy's 429 says nothing about the API. */
export function isRateLimit(failure: Failure): boolean {
  return failure.kind === "status" && failure.status === 429;
}

/** How long the API, or the proxy, asked to wait, in milliseconds. */
export function retryAfterMs(failure: Failure): number | undefined {
  return "retryAfterMs" in failure ? failure.retryAfterMs : undefined;
}

/** Whether the same call may succeed a little later. Each call is idempotent, so repeating it is safe. */
export function isRetryable(failure: Failure): boolean {
  switch (failure.kind) {
    case "status":
      return isTransientStatus(failure.status);
    case "unexpected":
    case "throttled":
      return false;
    default:
      return isTransientFailure(failure);
  }
}

/** Whether the API may have applied the settings of a call all the same. */
export function isUnconfirmed(failure: Failure): boolean {
  switch (failure.kind) {
    case "status":
      return failure.status === 408 || failure.status >= 500;
    case "unexpected":
      return true;
    case "timeout":
    case "connection":
      return !failure.nothingSent;
    case "proxy":
    case "throttled":
      return false;
  }
}
