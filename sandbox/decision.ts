import { errorResponse, isUpdate, respond, success, type ApiResponse } from "./api";
import type { Customers } from "./customers";
import { appliesChange, replacesResponse, type Fault, type FaultQueue } from "./faults";
import { retryAfterValue, type RateLimit, type RetryAfter } from "./rate-limit";
import type { ReceivedRequest, RecordedRequest } from "./requests";
import type { SettingsStore } from "./settings-store";

/** How one call ends. */
export interface Decision {
  readonly response: ApiResponse;
  /** The fault that degrades the response; empty when none does. */
  readonly fault: Fault;
  readonly answered: RecordedRequest["answered"];
}

/** Everything that a response depends on. */
export interface ApiState {
  readonly customers: Customers;
  readonly store: SettingsStore;
  readonly faults: FaultQueue;
  readonly limit: RateLimit;
  readonly retryAfter: RetryAfter | undefined;
}

/** Decides how a call ends, and changes the settings of a valid one: rate limit first, then faults, then the API. */
export function decide(request: ReceivedRequest, state: ApiState): Decision {
  const { customers, store, faults, limit } = state;
  const waitMs = limit.refusedForMs();
  if (waitMs !== undefined) {
    return undisturbed(tooManyRequests(waitMs, state.retryAfter));
  }

  const fault = isUpdate(request) ? faults.next(request.aiInterviewId) : undefined;
  if (!fault) {
    return undisturbed(respond(request, customers, store));
  }

  const documented = appliesChange(fault) ? respond(request, customers, store) : success;
  const response = replacesResponse(fault) ? ownResponse(fault, request) : degraded(documented, fault);
  return { response, fault, answered: ending(fault) ?? response.status };
}

function undisturbed(response: ApiResponse): Decision {
  return { response, fault: {}, answered: response.status };
}

// Assumed: 429, possibly without Retry-After; neither is documented.
function tooManyRequests(waitMs: number, form: RetryAfter | undefined): ApiResponse {
  const response = errorResponse(429, "Too many requests");
  return form ? { ...response, headers: { "retry-after": retryAfterValue(form, waitMs) } } : response;
}

function degraded(documented: ApiResponse, fault: Fault): ApiResponse {
  const headers = { ...documented.headers, ...fault.headers };
  // Another success code replaces only a success; a refused call stays refused.
  const status = documented === success ? (fault.status ?? documented.status) : documented.status;
  return { ...documented, status, headers };
}

function ownResponse(fault: Fault, request: ReceivedRequest): ApiResponse {
  const status = fault.status ?? (fault.redirect === undefined ? 200 : 302);
  const location: Record<string, string> = fault.redirect === undefined ? {} : { location: fault.redirect };
  const body = typeof fault.body === "function" ? fault.body(request) : fault.body;
  return { status, headers: { ...location, ...fault.headers }, body: body ?? { error: `Fault ${status}` } };
}

function ending(fault: Fault): "hung" | "dropped" | undefined {
  if (fault.hang) {
    return "hung";
  }
  return fault.drop ? "dropped" : undefined;
}
