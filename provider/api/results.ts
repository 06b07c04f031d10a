import type { ApiConfig, Call, Log } from "./call";
import { callApi } from "./client";
import { ReportNotFoundError, UnexpectedResponseError, type ErrorDetails } from "./errors";
import { INTERVIEW_NOT_FOUND } from "./webhooks";

/** The report of a candidate's response. Personal data: it belongs into no message, log or file. */
export interface Report {
  /** The body as it came, without its compression. */
  readonly bytes: Buffer;
  /** The same, parsed. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/**
 * Lists the invitations to an interview, each in whatever form it came: `GET /ai-interviews/invited/<ai_interview_id>`.
 *
 * @throws `InterviewNotFoundError` for a 404 of the API's own, another error of `errors.ts`, or the error of `log`
 */
export function listInvitations(config: ApiConfig, aiInterviewId: number, log: Log): Promise<unknown[]> {
  return callApi<unknown[]>(config, log, {
    ...READ,
    path: `/ai-interviews/invited/${aiInterviewId}`,
    parse: (json) => (Array.isArray(json) ? json : undefined),
    subject: `Interview ${aiInterviewId}`,
    notFound: INTERVIEW_NOT_FOUND,
  });
}

/**
 * Reads the report of a candidate's response: `GET /ai-interviews/report/<response_id>`. Before the interview is completed, the
 * report may have any fields.
 *
 * @throws `ReportNotFoundError` for a 404 of the API's own, another error of `errors.ts`, or the error of `log`
 */
export function readReport(config: ApiConfig, responseId: number, log: Log): Promise<Report> {
  return callApi<Report>(config, log, {
    ...READ,
    path: `/ai-interviews/report/${responseId}`,
    parse: parseReport,
    subject: `Response ${responseId}`,
    notFound: REPORT_NOT_FOUND,
  });
}

function parseReport(json: unknown, bytes: Buffer): Report | undefined {
  return typeof json === "object" && json !== null && !Array.isArray(json)
    ? { bytes, fields: json as Record<string, unknown> }
    : undefined;
}

/** Assumed: so the API responds also for a candidate who was deleted. */
const REPORT_NOT_FOUND: ErrorDetails = {
  problem: "the account has no report of this response",
  remedy:
    "Check that the key belongs to the account of its interview. The report of a candidate who was deleted is gone.",
  errorClass: ReportNotFoundError,
};

const READ = {
  method: "GET",
  // Far above what is known: an invitation has 150, and a report holds one conversation.
  maxResponseBytes: 64 * 1024 * 1024,
  apiText: { withheldBecause: "it could name a candidate" },
  again: "Run the command again",
  againAfterLimit: "Run the command again later.",
  unexpected: "the API did not respond with the documented result",
  refused: {
    problem: "the API refused the call",
    remedy: "Ask the vendor's support.",
    errorClass: UnexpectedResponseError,
  },
} as const satisfies Partial<Call<unknown>>;
