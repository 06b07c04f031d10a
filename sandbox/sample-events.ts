import type { EventName } from "./validation";

/** What identifies a candidate's way through an interview. */
export interface Candidate {
  readonly aiInterviewId: number;
  readonly candidateId: number;
  readonly responseId: number;
  readonly customFieldId: string | undefined;
  readonly inviteStatus: string;
  /** Milliseconds since the epoch. */
  readonly lastUpdatedAt: number;
}

type Payload = Readonly<Record<string, unknown>>;

/** The sample payload that the API documents for an event, for this interview. */
export function sampleEvent(aiInterviewId: number, event: EventName): Payload {
  return eventOf({ ...sampleCandidate, aiInterviewId, inviteStatus: "Completed" }, event);
}

/** The event that a candidate causes. */
export function eventOf(candidate: Candidate, event: EventName): Payload {
  // Assumed: the body of a submission is the report.
  return event === "submission" ? reportOf(candidate) : identityOf({ ...candidate, inviteStatus: "Started" });
}

/** The documented report. */
export function reportOf(candidate: Candidate): Payload {
  // Assumed: before completion it has fewer fields, as the assessments' report does.
  return candidate.inviteStatus === "Completed"
    ? { ...identityOf(candidate), ...evaluationOf(candidate) }
    : identityOf(candidate);
}

function identityOf({ aiInterviewId, candidateId, responseId, inviteStatus }: Candidate): Payload {
  return {
    ai_interview_id: aiInterviewId,
    ai_interview_name: "Receptionist",
    candidate_email: "jennifergross@mailinator.com",
    candidate_id: candidateId,
    candidate_name: "Jennifer Gross",
    invite_status: inviteStatus,
    response_id: responseId,
  };
}

function evaluationOf({ responseId, customFieldId, lastUpdatedAt }: Candidate): Payload {
  return {
    candidate_summary: "Greets visitors warmly and keeps calm when several things happen at once.",
    completed_date: formatDate(lastUpdatedAt),
    integrity_score: 92,
    interview_recording: { "session-1": `https://example.com/recordings/${responseId}/session-1.mp4` },
    recommendation: "Recommended",
    score: 81,
    pdf_link: `https://example.com/reports/${responseId}.pdf`,
    report_link: `https://example.com/reports/${responseId}`,
    skill_wise_scores: {
      must_haves: [{ score: 84, skill_name: "Communication" }],
      nice_to_haves: [{ score: 78, skill_name: "Scheduling" }],
    },
    conversation: [
      turn("interviewer", "How do you greet a visitor?", lastUpdatedAt - 60_000),
      turn("candidate", "With a smile, and by name if I know it.", lastUpdatedAt - 43_000),
    ],
    custom_field_id: customFieldId ?? null,
  };
}

function turn(role: string, content: string, at: number): Payload {
  // Assumed: the documented integer is the Unix time in seconds.
  return { content, mode: "audio", role, timestamp: Math.floor(at / 1000) };
}

/** The documented form, `Jul 05, 2025, 4:42:45 AM`. */
function formatDate(at: number): string {
  // Assumed: UTC, since no zone is given.
  const text = new Intl.DateTimeFormat("en-US", {
    month: "short",
    day: "2-digit",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    second: "2-digit",
    timeZone: "UTC",
  }).format(at);
  // Newer Node.js puts a narrow blank before AM and PM.
  return text.replace(/\u202f/g, " ");
}

const sampleCandidate = {
  candidateId: 7054,
  responseId: 6726,
  customFieldId: undefined,
  lastUpdatedAt: Date.UTC(2025, 6, 5, 4, 42, 45),
};
