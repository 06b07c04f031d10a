import { respond, success, type ApiData } from "./api";
import { errorResponse, type ApiResponse } from "./api-response";
import { appliesChange, replacesResponse, type Fault, type FaultQueue } from "./faults";
import { retryAfterValue, type RateLimit, type RetryAfter } from "./rate-limit";
import type { ReceivedRequest, RecordedRequest } from "./requests";

/** How one call ends. */
export interface Decision {
  readonly response: ApiResponse;
  /** The fault that degrades the response; empty when none does. */
  readonly fault: Fault;
  readonly ending: RecordedRequest["response"];
}

/** Everything that a response depends on. */
export interface ApiState extends ApiData {
  readonly faults: FaultQueue;
  readonly limit: RateLimit;
  readonly retryAfter: RetryAfter | undefined;
}

/** Decides how a call ends, and changes the settings of a valid one: rate limit first, then faults, then the API. */
export function decide(request: ReceivedRequest, state: ApiState): Decision {
  const { faults, limit } = state;
  const waitMs = limit.refusedForMs();
  if (waitMs !== undefined) {
    return undisturbed(tooManyRequests(waitMs, state.retryAfter));
  }

  const fault = faults.next(request);
  if (!fault) {
    return undisturbed(respond(request, state));
  }

  // A call that reads changes nothing, so it needs no care.
  const isRead = request.method === "GET";
  const documented = isRead || appliesChange(fault) ? respond(request, state) : success;
  const response = replacesResponse(fault) ? ownResponse(fault, request) : degraded(documented, fault);
  return { response, fault, ending: endingOf(fault) ?? response.status };
}

function undisturbed(response: ApiResponse): Decision {
  return { response, fault: {}, ending: response.status };
}

// Assumed: 429, possibly without Retry-After; neither is documented.
function tooManyRequests(waitMs: number, form: RetryAfter | undefined): ApiResponse {
  const response = errorResponse(429, "Too many requests");
  return form ? { ...response, headers: { "retry-after": retryAfterValue(form, waitMs) } } : response;
}

function degraded(documented: ApiResponse, fault: Fault): ApiResponse {
  const headers = { ...documented.headers, ...fault.headers };
  // Another success code replaces only a success; a refused call stays refused.
  const status = documented.status === 200 ? (fault.status ?? documented.status) : documented.status;
  return { ...documented, status, headers };
}

function ownResponse(fault: Fault, request: ReceivedRequest): ApiResponse {
  const status = fault.status ?? (fault.redirect === undefined ? 200 : 302);
  const location: Record<string, string> = fault.redirect === undefined ? {} : { location: fault.redirect };
  const body = typeof fault.body === "function" ? fault.body(request) : fault.body;
  return { status, headers: { ...location, ...fault.headers }, body: body ?? { error: `Fault ${status}` } };
}

function endingOf(fault: Fault): "hung" | "dropped" | undefined {
  if (fault.hang) {
    return "hung";
  }
  return fault.drop ? "dropped" : undefined;
}
