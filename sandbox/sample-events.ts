import type { EventName } from "./validation";

/** The sample payload that the API documents for an event, for this interview. */
export function sampleEvent(aiInterviewId: number, event: EventName): Readonly<Record<string, unknown>> {
  const candidate = { ...sampleCandidate, ai_interview_id: aiInterviewId };
  if (event === "start") {
    return { ...candidate, invite_status: "Started" };
  }
  return { ...candidate, invite_status: "Completed", ...sampleEvaluation, ...sampleReport };
}

const sampleCandidate = {
  ai_interview_name: "Receptionist",
  candidate_email: "jennifergross@mailinator.com",
  candidate_id: 7054,
  candidate_name: "Jennifer Gross",
  response_id: 6726,
};

const sampleEvaluation = {
  candidate_summary: "Greets visitors warmly and keeps calm when several things happen at once.",
  completed_date: "Jul 05, 2025, 4:42:45 AM",
  integrity_score: 92,
  interview_recording: { "session-1": "https://example.com/recordings/session-1.mp4" },
  recommendation: "Recommended",
};

// Assumed: a submission matches the fields of the documented report as well.
const sampleReport = {
  score: 81,
  pdf_link: "https://example.com/reports/6726.pdf",
  report_link: "https://example.com/reports/6726",
  skill_wise_scores: {
    must_haves: [{ score: 84, skill_name: "Communication" }],
    nice_to_haves: [{ score: 78, skill_name: "Scheduling" }],
  },
  conversation: [
    {
      content: "How do you greet a visitor?",
      mode: "audio",
      role: "interviewer",
      timestamp: "2025-07-05T04:31:02Z",
    },
    {
      content: "With a smile, and by name if I know it.",
      mode: "audio",
      role: "candidate",
      timestamp: "2025-07-05T04:31:19Z",
    },
  ],
  custom_field_id: null,
};
