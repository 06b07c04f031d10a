import type { ApiConfig } from "../../provider/api/call";

/** One declared interview: where its results are read, and where they go. */
export interface Target {
  readonly stack: string;
  readonly resource: string;
  readonly aiInterviewId: number;
  /** The number as it may be printed: a program may have made it a secret. */
  readonly publicNumber: number | string;
  readonly api: ApiConfig;
  readonly receiver: Receiver;
}

/** Where a stack declares that submissions go now. */
export interface Receiver {
  readonly url: string;
  /** The header by which deliveries authenticate, if any. */
  readonly headers: Readonly<Record<string, string>>;
  /** Why nothing can be sent there. */
  readonly problem?: string | undefined;
}

export type Status =
  /** The receiver has it. */
  | "there"
  /** The receiver does not have it. */
  | "missing"
  /** It was sent, and the receiver accepted it. */
  | "accepted"
  /** It was sent, and the receiver did not accept it. */
  | "refused"
  /** It was not sent, because the part of its receiver had ended. */
  | "not-sent"
  /** The account has no such report: candidates can be deleted. */
  | "gone"
  /** The candidate has not completed the interview. */
  | "not-ready"
  /** It belongs to an interview that is not asked for. */
  | "other-interview"
  /** It could not be read. */
  | "failed";

/** A completed result, and what is known of it or was done with it. It holds nothing personal. */
export interface Result {
  /** `undefined` where the interview is not known, or not one of those asked for. */
  readonly target: Target | undefined;
  /** `undefined` where the API's list has none that can be read. */
  readonly responseId: number | undefined;
  /** In milliseconds since the epoch; `undefined` where that cannot be read. */
  readonly completedAt: number | undefined;
  readonly status: Status;
  /** More of the status, such as how the receiver responded. */
  readonly reason?: string | undefined;
}

/** An interview whose results could not be listed, so that nothing is known of them. */
export interface ListProblem {
  readonly target: Target;
  readonly text: string;
}

/** The statuses with which nothing is left to do. */
export function isSettled({ status }: Result): boolean {
  return status === "there" || status === "accepted";
}
