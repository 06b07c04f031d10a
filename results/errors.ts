/** The interview or the response that an error is about. */
export interface ResultsSubject {
  /** The interview. */
  readonly aiInterviewId: number;
  /** The candidate's response; absent where the list of the interview's invitations could not be read. */
  readonly responseId?: number | undefined;
}

/** The API did not give a result, or an interview's list of them. The message holds numbers and statuses only. */
export class ResultsError extends Error {
  /** The name of the class, also where a bundler shortens that. */
  override name = "ResultsError";
  /** The interview. */
  readonly aiInterviewId: number;
  /** The candidate's response; `undefined` where the error is about the whole interview. */
  readonly responseId: number | undefined;
  /** The status of the API's response; `undefined` where none came. */
  readonly status: number | undefined;

  /** @internal */
  constructor({ aiInterviewId, responseId }: ResultsSubject, problem: string, status?: number) {
    const response = responseId === undefined ? "" : `, response ${responseId}`;
    super(`Interview ${aiInterviewId}${response}: ${problem}`);
    this.aiInterviewId = aiInterviewId;
    this.responseId = responseId;
    this.status = status;
  }
}

/** Some results could not be read. It is thrown once all others have been given. */
export class IncompleteResultsError extends Error {
  /** The name of the class, also where a bundler shortens that. */
  override name = "IncompleteResultsError";
  /** What could not be read. */
  readonly problems: readonly ResultsError[];

  /** @internal */
  constructor(problems: readonly ResultsError[]) {
    const [first, ...others] = problems;
    super(`${first?.message ?? ""}${others.length > 0 ? ` And ${others.length} more: see problems.` : ""}`);
    this.problems = problems;
  }
}
