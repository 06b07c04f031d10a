import type { EventName } from "../settings/parts";

/** The header that every test event has. Its body alone suffices to recognize it. */
export const TEST_EVENT_HEADER = "X-Xobin-Test-Event";

/**
 * The body of a test event: the vendor's event with the interview's own number, and a candidate who cannot exist. It is
 * recognized by `response_id` and `candidate_id` 0 and an address under `example.invalid` (RFC 2606: nobody has it).
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

/**
 * The size of a large test event. An hour's conversation has some 9,000 words, which are 54 kB of English and up to six times as much
 * where JSON escapes another script. It is above the limits at which results were lost (100 kB of express.json()), and below those
 * that hold a submission (1 MB of nginx, Fastify and Next.js).
 */
const LARGE_BYTES = 256 * 1024;

/** A test event of a submission with a conversation as long as a real one's. */
export function largeTestEvent(aiInterviewId: number): Readonly<Record<string, unknown>> {
  const event = testEvent("submission", aiInterviewId);
  const turn = {
    content: "This is a test event. Nobody has said this. ".repeat(20).trim(),
    mode: "audio",
    role: "candidate",
    timestamp: 0,
  };
  const turns = Math.ceil((LARGE_BYTES - JSON.stringify(event).length) / JSON.stringify(turn).length);
  return { ...event, conversation: Array.from({ length: turns }, () => turn) };
}
