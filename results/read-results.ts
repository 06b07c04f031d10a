import type { SubmissionEvent } from "../receiver/events";
import { completedIn, type CompletedInvitation, type Window } from "./completed-in";
import { IncompleteResultsError, ResultsError } from "./errors";
import { judgeReport, type NoResult } from "./judge-report";
import { ResultsApi } from "./results-api";

/** Which results to read, and from which account. */
export interface ResultsOptions {
  /** The account's API key. */
  readonly apiKey: string;
  /**
   * Where the API is: an https URL, or http on a loopback host.
   *
   * @default "https://app.xobin.com/api/v2"
   */
  readonly baseUrl?: string | undefined;
  /** The interviews: whole numbers from 1. */
  readonly aiInterviewIds: Iterable<number>;
  /** Results that were last changed at this time or later. Take more than you need: see `until`. */
  readonly since: Date;
  /**
   * Results that were last changed before this time.
   *
   * @default now
   */
  readonly until?: Date | undefined;
  /** Called with a result that is completed by the API's list and has no report to give. None of these is an error. */
  readonly onSkipped?: ((skipped: SkippedResult) => void) | undefined;
}

/** The same, and what has arrived. */
export interface MissingResultsOptions extends ResultsOptions {
  /** Whether the receiver has the submission event of a response: what the store that it writes to says. */
  readonly has: (responseId: number) => boolean | Promise<boolean>;
}

/** A result that was left out, in numbers only. */
export interface SkippedResult {
  /** The interview. */
  readonly aiInterviewId: number;
  /** The candidate's response. */
  readonly responseId: number;
  /** `gone`: the account has no such report, because candidates can be deleted. */
  readonly reason: "gone" | Exclude<NoResult, "unreadable">;
}

/**
 * Reads the completed results of interviews, as the events that a receiver gets: one interview after another, the oldest result
 * first. Each report is read when the loop asks for it, so memory holds one.
 *
 * A call is repeated up to five times after a transient failure, for up to two minutes of waiting; `Retry-After` is honored.
 *
 * @example What a function does once an hour
 * ```ts
 * import { completedResults } from "pulumi-xobin/results";
 *
 * export async function printLatest() {
 *   const since = new Date(Date.now() - 2 * 3_600_000);
 *   const apiKey = process.env.XOBIN_API_KEY!;
 *   for await (const event of completedResults({ apiKey, aiInterviewIds: [206], since })) {
 *     console.log(event.response_id, event.score);
 *   }
 * }
 * ```
 *
 * @throws TypeError at once, for options that cannot be
 * @throws {@link IncompleteResultsError} from the loop, after the last event, when results or lists could not be read
 */
export function completedResults(options: ResultsOptions): AsyncGenerator<SubmissionEvent, void, undefined> {
  return readResults(options, () => false);
}

/**
 * The same for results that the receiver does not have. No report is read of what it has.
 *
 * @example
 * ```ts
 * import { missingResults } from "pulumi-xobin/results";
 *
 * export async function recover(
 *   has: (responseId: number) => Promise<boolean>,
 *   receive: (event: object) => Promise<void>,
 * ): Promise<void> {
 *   const since = new Date(Date.now() - 24 * 3_600_000);
 *   const apiKey = process.env.XOBIN_API_KEY!;
 *   for await (const event of missingResults({ apiKey, aiInterviewIds: [206], since, has })) {
 *     await receive(event.raw);
 *   }
 * }
 * ```
 *
 * @throws TypeError at once, for options that cannot be
 * @throws {@link IncompleteResultsError} from the loop, after the last event, when results or lists could not be read
 */
export function missingResults(
  options: MissingResultsOptions,
): AsyncGenerator<SubmissionEvent, void, undefined> {
  return readResults(options, options.has);
}

/** Checks the options at once: a generator's own code begins with the first step of the loop. */
function readResults(
  { apiKey, baseUrl, aiInterviewIds, since, until = new Date(), onSkipped }: ResultsOptions,
  has: MissingResultsOptions["has"],
): AsyncGenerator<SubmissionEvent, void, undefined> {
  const api = new ResultsApi(apiKey, baseUrl);
  const window = { since: timeOf("since", since), until: timeOf("until", until) };
  if (window.since >= window.until) {
    throw new TypeError("since must be before until");
  }
  const ids = [...new Set(aiInterviewIds)];
  if (!ids.every((id) => Number.isSafeInteger(id) && id > 0)) {
    throw new TypeError("aiInterviewIds must be whole numbers from 1");
  }
  return resultsOf(api, ids, window, has, onSkipped);
}

async function* resultsOf(
  api: ResultsApi,
  aiInterviewIds: readonly number[],
  window: Window,
  has: MissingResultsOptions["has"],
  onSkipped: ResultsOptions["onSkipped"],
): AsyncGenerator<SubmissionEvent, void, undefined> {
  const problems: ResultsError[] = [];
  for (const aiInterviewId of aiInterviewIds) {
    const invitations = await listCompleted(api, aiInterviewId, window).catch(keepIn(problems));
    for (const { responseId } of invitations ?? []) {
      if (responseId === undefined) {
        problems.push(new ResultsError({ aiInterviewId }, "a completed result has no readable response id."));
      } else if (!(await has(responseId))) {
        const result = await readResult(api, aiInterviewId, responseId).catch(keepIn(problems));
        if (typeof result === "string") {
          onSkipped?.({ aiInterviewId, responseId, reason: result });
        } else if (result) {
          yield result;
        }
      }
    }
  }
  if (problems.length > 0) {
    throw new IncompleteResultsError(problems);
  }
}

async function listCompleted(
  api: ResultsApi,
  aiInterviewId: number,
  window: Window,
): Promise<CompletedInvitation[]> {
  const completed = completedIn(await api.listInvitations(aiInterviewId), window);
  if (!completed) {
    throw new ResultsError({ aiInterviewId }, "the response is no list of invitations. Check baseUrl.");
  }
  return completed;
}

async function readResult(
  api: ResultsApi,
  aiInterviewId: number,
  responseId: number,
): Promise<SubmissionEvent | SkippedResult["reason"]> {
  const report = await api.readReport({ aiInterviewId, responseId });
  if (report === undefined) {
    return "gone";
  }
  const result = judgeReport(report, { responseId, aiInterviewIds: new Set([aiInterviewId]) });
  if (result === "unreadable") {
    throw new ResultsError(
      { aiInterviewId, responseId },
      "the response is no report of this result. Check baseUrl.",
    );
  }
  return result;
}

/** Keeps what the API did not give for later, so that it holds nothing else up; a mistake in this code is thrown again. */
function keepIn(problems: ResultsError[]): (error: unknown) => undefined {
  return (error) => {
    if (!(error instanceof ResultsError)) {
      throw error;
    }
    problems.push(error);
  };
}

function timeOf(option: string, date: Date): number {
  const time = Object.prototype.toString.call(date) === "[object Date]" ? date.getTime() : NaN;
  if (Number.isNaN(time)) {
    throw new TypeError(`${option} must be a Date that is valid`);
  }
  return time;
}
