import { InvalidEventError, UnknownEventError } from "./errors";
import { id, isObject, ownField, readStartFields, readSubmissionFields } from "./event-fields";
import type { RawEvent, XobinEvent } from "./events";
import { parseJsonBody } from "./json-body";

/**
 * Reads an event. Verify its sender first: see `verifyAuth`. The same event may come more than once, and `response_id` with
 * `invite_status` says which it is.
 *
 * It refuses no event over a detail. Only what identifies one is required:
 * - `ai_interview_id` and `response_id`: integers from 0 to `Number.MAX_SAFE_INTEGER`, or their digits in a string, with or without
 *   blanks around them. They become numbers.
 * - `invite_status`: `Started` or `Completed`, in any case and with or without blanks around it. It becomes the one documented.
 *
 * Any other field that has not the documented form is absent, also inside of lists and objects. `raw` is the event as it came; where
 * the JSON has a key twice, the last one counts.
 *
 * @param body - the request's body: its text, its bytes (`Uint8Array`, `Buffer`, `ArrayBuffer`, …), or the value that a framework
 * parsed from its JSON
 * @throws {@link InvalidEventError} when it is not an event: respond with 400
 * @throws {@link UnknownEventError} when its `invite_status` is another one: respond with 2xx
 * @throws TypeError when `body` is a promise, a stream or a whole request
 */
export function parseEvent(body: unknown): XobinEvent {
  const raw = parseJsonBody(body);
  if (!isObject(raw)) {
    throw invalid(["the body: must be a JSON object"]);
  }
  return eventOf(raw as RawEvent);
}

function eventOf(raw: RawEvent): XobinEvent {
  const status = ownField(raw, "invite_status");
  const aiInterviewId = id(ownField(raw, "ai_interview_id"));
  const responseId = id(ownField(raw, "response_id"));
  // Assumed: `invite_status` tells the events apart, as in the documented samples; there is no field made for it.
  const known = typeof status === "string" ? status.trim().toLowerCase() : "";
  if (known !== "" && known !== "started" && known !== "completed") {
    throw new UnknownEventError(raw, { aiInterviewId, responseId });
  }
  if (aiInterviewId === undefined || responseId === undefined || known === "") {
    throw invalid([
      ...(aiInterviewId === undefined ? [`ai_interview_id: ${MUST_BE_ID}`] : []),
      ...(responseId === undefined ? [`response_id: ${MUST_BE_ID}`] : []),
      ...(known === "" ? ['invite_status: must be "Started" or "Completed"'] : []),
    ]);
  }
  const ids = { ai_interview_id: aiInterviewId, response_id: responseId };
  return known === "started"
    ? { ...readStartFields(raw), ...ids, invite_status: "Started", raw }
    : { ...readSubmissionFields(raw), ...ids, invite_status: "Completed", raw };
}

const MUST_BE_ID = "must be a non-negative integer that JavaScript can represent, or its digits in a string";

function invalid(problems: string[]): InvalidEventError {
  return new InvalidEventError(`Not an event of an AI interview: ${problems.join("; ")}`);
}
