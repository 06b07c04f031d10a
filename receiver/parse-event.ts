import { notAnEvent, UnknownEventError } from "./errors";
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
  const value = parseJsonBody(body);
  if (!isObject(value)) {
    throw notAnEvent("the body: must be a JSON object");
  }
  const raw = value as RawEvent;
  const status = ownField(raw, "invite_status");
  const aiInterviewId = id(ownField(raw, "ai_interview_id"));
  const responseId = id(ownField(raw, "response_id"));
  // Assumed: `invite_status` tells the events apart, as in the documented samples; there is no field made for it.
  const known = typeof status === "string" ? status.trim().toLowerCase() : "";
  if (known !== "" && known !== "started" && known !== "completed") {
    throw new UnknownEventError({ raw, aiInterviewId, responseId });
  }
  if (aiInterviewId === undefined || responseId === undefined || known === "") {
    const problems = [
      ...(aiInterviewId === undefined ? [`ai_interview_id: ${MUST_BE_ID}`] : []),
      ...(responseId === undefined ? [`response_id: ${MUST_BE_ID}`] : []),
      ...(known === "" ? ['invite_status: must be "Started" or "Completed"'] : []),
    ];
    throw notAnEvent(problems.join("; "));
  }
  const ids = { ai_interview_id: aiInterviewId, response_id: responseId };
  return known === "started"
    ? { ...readStartFields(raw), ...ids, invite_status: "Started", raw }
    : { ...readSubmissionFields(raw), ...ids, invite_status: "Completed", raw };
}

const MUST_BE_ID = "must be a non-negative integer that JavaScript can represent, or its digits in a string";

/**
 * Whether an event is a test event: one that this package sent to prove that a receiver works. It is about no person, so a receiver
 * that stores events leaves it out and responds with 2xx. The handlers of this package do so by themselves.
 *
 * A test event has `response_id` 0, `candidate_id` 0 and an email address under `example.invalid`, a domain that can never exist
 * (RFC 2606). The header `X-Xobin-Test-Event: true` that comes with it is not needed to recognize it.
 *
 * @param event - an event that `parseEvent` has read
 */
export function isTestEvent(
  event: Pick<XobinEvent, "response_id" | "candidate_id" | "candidate_email">,
): boolean {
  const email = event.candidate_email ?? "";
  return event.response_id === 0 && event.candidate_id === 0 && /[@.]example\.invalid$/i.test(email);
}
