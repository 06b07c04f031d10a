import type { Log } from "../../provider/api/call";
import { XobinError } from "../../provider/api/errors";
import { listInvitations } from "../../provider/api/results";
import { concurrently } from "../../provider/concurrently";
import { completedIn, type Window } from "../../results/completed-in";
import type { ListProblem, Result, Target } from "./result";

/** How many lists are read side by side: as many calls as the provider makes for a group by default. */
const LISTS_AT_ONCE = 10;

/** What was completed, compared with what has arrived. */
export interface Plan {
  readonly results: readonly Result[];
  readonly problems: readonly ListProblem[];
}

/** What a plan needs besides the interviews. */
export interface PlanContext {
  /** The responses that the receivers have. */
  readonly arrived: { has(responseId: number): boolean };
  readonly log: Log;
  readonly onProgress: (text: string) => void;
}

/** Lists the results of a window, the interviews in the order of the targets and each oldest first. */
export async function planWindow(
  targets: readonly Target[],
  window: Window,
  { arrived, log, onProgress }: PlanContext,
): Promise<Plan> {
  let read = 0;
  let found = 0;
  const problems: ListProblem[] = [];
  const results = await concurrently(targets, LISTS_AT_ONCE, async (target) => {
    const listed = await listResults(target, window, arrived, log);
    if ("text" in listed) {
      problems.push(listed);
    } else {
      found += listed.results.length;
    }
    onProgress(`Reading interviews: ${(read += 1)} of ${targets.length}; results found: ${found}`);
    return "text" in listed ? [] : listed.results;
  });
  return { results: results.flat(), problems };
}

async function listResults(
  target: Target,
  window: Window,
  arrived: PlanContext["arrived"],
  log: Log,
): Promise<{ results: Result[] } | ListProblem> {
  try {
    const completed = completedIn(await listInvitations(target.api, target.aiInterviewId, log), window);
    if (!completed) {
      return { target, text: "the response is no list of invitations. Check xobin:baseUrl." };
    }
    const results = completed.map(({ responseId, completedAt }): Result => {
      if (responseId === undefined) {
        return { target, responseId, completedAt, status: "missing", reason: "no readable response id" };
      }
      return { target, responseId, completedAt, status: arrived.has(responseId) ? "there" : "missing" };
    });
    return { results };
  } catch (error) {
    return { target, text: reasonOf(error) };
  }
}

/** The reason of a call that failed for good, without the interview; any other error is thrown again. */
export function reasonOf(error: unknown): string {
  if (error instanceof XobinError) {
    return error.reason.text;
  }
  throw error;
}
