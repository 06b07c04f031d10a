import type { ApiConfig, Call, CallWords, Log } from "./call";
import { callApi } from "./client";
import { ReportNotFoundError, UnexpectedResponseError } from "./errors";
import { INTERVIEW_NOT_FOUND } from "./webhooks";

/** The report of a candidate's response. Personal data: it belongs into no message, log or file. */
export interface Report {
  /** The body as it came, without its compression. */
  readonly bytes: Buffer;
  /** The same, parsed. */
  readonly fields: Readonly<Record<string, unknown>>;
}

/** Far above what is known: an invitation has 150 bytes, and a report holds one conversation. */
const MAX_RESPONSE_BYTES = 64 * 1024 * 1024;

/**
 * Lists the invitations to an interview, each in whatever form it came: `GET /ai-interviews/invited/<ai_interview_id>`.
 *
 * @throws `InterviewNotFoundError` for a 404 of the API's own, another error of `errors.ts`, or the error of `log`
 */
export function listInvitations(
  config: ApiConfig,
  aiInterviewId: number,
  log: Log,
): Promise<readonly unknown[]> {
  return callApi(
    config,
    {
      ...READ,
      path: `/ai-interviews/invited/${aiInterviewId}`,
      parse: parseInvitations,
      subject: `Interview ${aiInterviewId}`,
      words: { ...READ_WORDS, notFound: INTERVIEW_NOT_FOUND },
    },
    log,
  );
}

/**
 * Reads the report of a candidate's response: `GET /ai-interviews/report/<response_id>`. Before the interview is completed, the
 * report may have any fields.
 *
 * @throws `ReportNotFoundError` for a 404 of the API's own, another error of `errors.ts`, or the error of `log`
 */
export function readReport(config: ApiConfig, responseId: number, log: Log): Promise<Report> {
  return callApi(
    config,
    {
      ...READ,
      path: `/ai-interviews/report/${responseId}`,
      parse: parseReport,
      subject: `Response ${responseId}`,
      words: {
        ...READ_WORDS,
        // Assumed: so the API responds also for a candidate who was deleted.
        notFound: {
          problem: "the account has no report of this response",
          remedy:
            "Check that the key belongs to the account of its interview. The report of a candidate who was deleted is gone.",
          errorClass: ReportNotFoundError,
        },
      },
    },
    log,
  );
}

function parseInvitations(body: Buffer): readonly unknown[] | undefined {
  const invitations: unknown = JSON.parse(decode(body));
  return Array.isArray(invitations) ? invitations : undefined;
}

function parseReport(bytes: Buffer): Report | undefined {
  const fields: unknown = JSON.parse(decode(bytes));
  return typeof fields === "object" && fields !== null && !Array.isArray(fields)
    ? { bytes, fields: fields as Record<string, unknown> }
    : undefined;
}

const decoder = new TextDecoder();

/** Without a byte order mark, which `JSON.parse` refuses. */
function decode(body: Buffer): string {
  return decoder.decode(body);
}

const READ = {
  method: "GET",
  maxResponseBytes: MAX_RESPONSE_BYTES,
  apiText: { withheldBecause: "it could name a candidate" },
} as const satisfies Partial<Call<unknown>>;

const READ_WORDS: Omit<CallWords, "notFound"> = {
  again: "Run the command again",
  againAfterLimit: "Run the command again later.",
  unexpected: "the API did not respond with the documented result",
  refused: {
    problem: "the API refused the call",
    remedy: "Ask the vendor's support.",
    errorClass: UnexpectedResponseError,
  },
};
