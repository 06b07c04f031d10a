import type { XobinError } from "../api/errors";
import { concurrently } from "../concurrently";
import { requireConfig, type Host } from "./host";
import type { AppliedInterview, CallResult } from "./interview";

const PROGRESS_EVERY_MS = 5000;
/** More names would hide the other reasons. */
const MAX_NAMES = 10;

/** An interview of a group, or one that was removed from it. */
export interface GroupInterview extends AppliedInterview {
  /** The interview, as messages name it. */
  readonly name: string;
}

export type GroupResult = CallResult & { readonly interview: GroupInterview };

/**
 * Makes the calls side by side, at most `xobin:concurrency` at once, and says every few seconds how many are done. A call that
 * fails for good keeps no other from being made.
 *
 * @throws `EngineExitedError` when no engine is left to save the result
 */
export async function sendAll(
  host: Host,
  calls: readonly { interview: GroupInterview; send: () => Promise<CallResult> }[],
): Promise<GroupResult[]> {
  let done = 0;
  let reportedAt = Date.now();
  return concurrently(calls, requireConfig(host).concurrency, async ({ interview, send }) => {
    host.requireEngine();
    const result = await send();
    done += 1;
    if (Date.now() - reportedAt >= PROGRESS_EVERY_MS) {
      reportedAt = Date.now();
      await host.log(`${formatCount(done)} of ${formatCount(calls.length)} interviews sent`);
    }
    return { interview, ...result };
  });
}

/** Calls for some interviews of a group failed. One message for all of them; no stack, because the engine prints it. */
export class GroupError extends Error {
  override name = "GroupError";
  override stack = "";

  /**
   * @param results - of all calls of the step
   * @param others - about the interviews that did not fail, without a full stop
   */
  constructor(results: readonly GroupResult[], others: string) {
    const failed = results.filter(hasFailed);
    const outlook = failed.length < results.length ? others : "The next run sends them again";
    const summary = `${formatCount(failed.length)} of ${formatInterviews(results.length)} failed. ${outlook}:`;
    super([summary, ...linesOf(failed)].join("\n  "));
  }
}

type FailedCall = GroupResult & { readonly error: XobinError };

export function hasFailed(result: GroupResult): result is FailedCall {
  return result.error !== undefined;
}

/** One line for each kind of failure, with the facts of its first. */
function linesOf(failed: readonly FailedCall[]): string[] {
  const kinds = new Map<string, FailedCall[]>();
  for (const each of failed) {
    const { kind } = each.error.reason;
    kinds.set(kind, [...(kinds.get(kind) ?? []), each]);
  }
  return [...kinds.values()].map((alike) => {
    const names = formatNames(alike.map(({ interview }) => interview.name));
    return `${formatInterviews(alike.length)}: ${alike[0]?.error.reason.text ?? ""} Failed: ${names}.`;
  });
}

/** Says in one line for each reason how many interviews were not switched off, though no call failed. */
export async function reportKept(host: Host, results: readonly GroupResult[]): Promise<void> {
  const reasons = results.flatMap(({ kept }) => kept ?? []);
  for (const reason of new Set(reasons)) {
    const count = reasons.filter((each) => each === reason).length;
    await host.log(`${formatInterviews(count)} of the group: ${reason}`);
  }
}

/**
 * Says which calls follow a step that failed in part, where they are not all. The engine shows the whole change of that step again:
 * it keeps the inputs from before, whatever a provider returns.
 */
export async function reportPending(
  host: Host,
  calls: readonly GroupInterview[],
  total: number,
): Promise<void> {
  if (calls.length < total) {
    const names = formatNames(calls.map(({ name }) => name));
    await host.log(`Of ${formatInterviews(total)} of the group, only these are still to be sent: ${names}.`);
  }
}

/** `1 interview`, `1,000 interviews`. */
export function formatInterviews(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "interview" : "interviews"}`;
}

function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}

function formatNames(names: readonly string[]): string {
  const more = names.length > MAX_NAMES ? ` and ${formatCount(names.length - MAX_NAMES)} more` : "";
  return `${names.slice(0, MAX_NAMES).join(", ")}${more}`;
}
