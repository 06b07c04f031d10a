import { answerCall, isUpdate, refused, success, type Answer } from "./api";
import type { Customers } from "./customers";
import { appliesChange, replacesAnswer, type Fault, type FaultQueue } from "./faults";
import { retryAfterValue, type RateLimit, type RetryAfter } from "./rate-limit";
import type { ReceivedRequest, RecordedRequest } from "./requests";
import type { SettingsStore } from "./settings-store";

/** How one call ends. */
export interface Decision {
  readonly answer: Answer;
  /** What spoils the answer on its way; empty where nothing does. */
  readonly fault: Fault;
  readonly answered: RecordedRequest["answered"];
}

/** Everything that an answer depends on. */
export interface ApiState {
  readonly customers: Customers;
  readonly store: SettingsStore;
  readonly faults: FaultQueue;
  readonly limit: RateLimit;
  readonly retryAfter: RetryAfter | undefined;
}

/** Decides how a call ends, and changes the settings where it does: rate limit first, then faults, then the API. */
export function decide(request: ReceivedRequest, world: ApiState): Decision {
  const { customers, store, faults, limit } = world;
  const waitMs = limit.refusedForMs();
  if (waitMs !== undefined) return undisturbed(tooMany(waitMs, world.retryAfter));

  const fault = isUpdate(request) ? faults.next(request.aiInterviewId) : undefined;
  if (!fault) return undisturbed(answerCall(request, customers, store));

  const documented = appliesChange(fault) ? answerCall(request, customers, store) : success;
  const answer = replacesAnswer(fault) ? ownAnswer(fault, request) : degraded(documented, fault);
  return { answer, fault, answered: ending(fault) ?? answer.status };
}

function undisturbed(answer: Answer): Decision {
  return { answer, fault: {}, answered: answer.status };
}

// Assumed: 429, and as likely as not without Retry-After; neither is published.
function tooMany(waitMs: number, form: RetryAfter | undefined): Answer {
  const answer = refused(429, "Too many requests");
  return form ? { ...answer, headers: { "retry-after": retryAfterValue(form, waitMs) } } : answer;
}

function degraded(documented: Answer, fault: Fault): Answer {
  const headers = { ...documented.headers, ...fault.headers };
  // Another success code takes the place of a success only; a refused call stays refused.
  const status = documented === success ? (fault.status ?? documented.status) : documented.status;
  return { ...documented, status, headers };
}

function ownAnswer(fault: Fault, request: ReceivedRequest): Answer {
  const status = fault.status ?? (fault.redirect === undefined ? 200 : 302);
  const location: Record<string, string> = fault.redirect === undefined ? {} : { location: fault.redirect };
  const body = typeof fault.body === "function" ? fault.body(request) : fault.body;
  return { status, headers: { ...location, ...fault.headers }, body: body ?? { error: `Fault ${status}` } };
}

function ending(fault: Fault): "hung" | "dropped" | undefined {
  if (fault.hang) return "hung";
  return fault.drop ? "dropped" : undefined;
}
