import { XobinError } from "../api/errors";
import { UNSEEN_REMEDY } from "../run/run-journal";

/** Nothing was switched off, because a process of the run that cannot be seen may declare the interview. */
export class UnseenDeclarationsError extends XobinError {
  /** @param problem - why that process cannot be seen */
  constructor(aiInterviewId: number, problem: string) {
    const text =
      `nothing was switched off, because the program may declare it elsewhere, and the processes of this run cannot see each other (${problem}). ` +
      `${UNSEEN_REMEDY}, then run the command again.`;
    super(`Interview ${aiInterviewId}: ${text}`, false, { kind: text, text });
  }
}
