import { concurrently } from "../../provider/concurrently";
import type { Plan, PlanContext } from "./plan";
import { readResult, type Undeliverable } from "./read-result";
import type { Result, Target } from "./result";

/** Each holds one report in memory. */
const REPORTS_AT_ONCE = 4;

/** The targets of one account, by the numbers of their interviews. */
interface Account {
  readonly api: Target["api"];
  readonly targets: ReadonlyMap<number, Target>;
}

/** Looks up results by their ids, in the order of the ids. Only a report says which interview a response belongs to. */
export async function planResponses(
  targets: readonly Target[],
  responseIds: readonly number[],
  context: PlanContext,
): Promise<Plan> {
  const accounts = accountsOf(targets);
  let read = 0;
  const results = await concurrently([...new Set(responseIds)], REPORTS_AT_ONCE, async (responseId) => {
    const result: Result = context.arrived.has(responseId)
      ? { target: undefined, responseId, completedAt: undefined, status: "there" }
      : await findResult(accounts, responseId, context);
    context.onProgress(`Reading results: ${(read += 1)} of ${responseIds.length}`);
    return result;
  });
  return { results, problems: [] };
}

async function findResult(
  accounts: readonly Account[],
  responseId: number,
  { log }: PlanContext,
): Promise<Result> {
  const unknown = { responseId, completedAt: undefined, target: undefined };
  let outcome: Undeliverable = { status: "gone" };
  for (const { api, targets } of accounts) {
    const found = await readResult(api, { responseId, aiInterviewIds: targets }, log);
    if ("bytes" in found) {
      return { ...unknown, target: targets.get(found.aiInterviewId), status: "missing" };
    }
    // An account that does not know the response says nothing about it.
    outcome = outcome.status === "gone" ? found : outcome;
  }
  return { ...unknown, ...outcome };
}

function accountsOf(targets: readonly Target[]): Account[] {
  const keyOf = ({ api }: Target) => `${api.baseUrl} ${api.apiKey}`;
  return [...new Set(targets.map(keyOf))].map((key) => {
    const own = targets.filter((target) => keyOf(target) === key);
    return {
      api: (own[0] as Target).api,
      targets: new Map(own.map((target) => [target.aiInterviewId, target])),
    };
  });
}
