/** The events of which there is a test event: all that an interview has. */
export const EVENT_NAMES = ["start", "submission"] as const;

export type EventName = (typeof EVENT_NAMES)[number];

/** The header that every test event has. Its body alone suffices to recognise it. */
export const TEST_EVENT_HEADER = "X-Xobin-Test-Event";

/**
 * The body of a test event: the vendor's event with the interview's own number, and a candidate who cannot exist. It is
 * recognised by `response_id` and `candidate_id` 0 and an address under `example.invalid` (RFC 2606: nobody has it).
 */
export function testEvent(event: EventName, aiInterviewId: number): Readonly<Record<string, unknown>> {
  const candidate = {
    ai_interview_id: aiInterviewId,
    ai_interview_name: "Test event",
    candidate_email: "test-event@example.invalid",
    candidate_id: 0,
    candidate_name: "Test event",
    response_id: 0,
  };
  return event === "start"
    ? { ...candidate, invite_status: "Started" }
    : { ...candidate, invite_status: "Completed", ...EVALUATION };
}

/** The documented fields of a finished interview, with nothing in them. */
const EVALUATION = {
  candidate_summary: "This is a test event. No candidate took the interview.",
  completed_date: "Jan 01, 2026, 12:00:00 AM",
  integrity_score: 0,
  interview_recording: {},
  recommendation: "Test event",
};
