import { InvalidEventError, UnknownEventError } from "../receiver/errors";
import { isObject, ownField } from "../receiver/event-fields";
import type { SubmissionEvent } from "../receiver/events";
import { parseEvent } from "../receiver/parse-event";

/** Why a report is no result that was asked for. */
export type NoResult =
  /** The candidate has not completed the interview, or it is not evaluated. */
  | "not-ready"
  /** It belongs to another interview. */
  | "other-interview"
  /** It does not say whose result it is, or is that of another response. */
  | "unreadable";

/** The results that were asked for. */
export interface Asked {
  readonly responseId: number;
  readonly aiInterviewIds: { has(aiInterviewId: number): boolean };
}

/**
 * The submission event in a report.
 *
 * Assumed: the report has the fields of the submission event, so that it can be delivered unchanged.
 *
 * @param report - the response of `GET /ai-interviews/report/<response_id>`, parsed
 */
export function judgeReport(
  report: unknown,
  { responseId, aiInterviewIds }: Asked,
): SubmissionEvent | NoResult {
  if (!isObject(report)) {
    return "unreadable";
  }
  // Assumed: before completion the report has another status, or none.
  if ((ownField(report, "invite_status") ?? "") === "") {
    return "not-ready";
  }
  try {
    const event = parseEvent(report);
    if (event.invite_status !== "Completed") {
      return "not-ready";
    }
    if (event.response_id !== responseId) {
      return "unreadable";
    }
    return aiInterviewIds.has(event.ai_interview_id) ? event : "other-interview";
  } catch (error) {
    if (error instanceof UnknownEventError) {
      return "not-ready";
    }
    if (error instanceof InvalidEventError) {
      return "unreadable";
    }
    throw error;
  }
}
