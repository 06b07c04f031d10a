import { XobinError } from "../api/errors";
import { concurrently } from "../concurrently";
import type { KeepingDeclarations } from "../run/host-journal";
import type { PendingParts } from "../settings/group-state";
import { partNames, partsOf, type AppliedParts, type Parts } from "../settings/parts";
import { requireConfig, type Host } from "./host";
import { authKeptByDeletes, disableUndeclared, putSettings, type DisableResult } from "./interview";

const PROGRESS_EVERY_MS = 5000;

/** An interview of a group, or one that was removed from it. */
export interface GroupInterview {
  readonly aiInterviewId: number;
  /** The interview, as messages name it. */
  readonly name: string;
  /** The parts that the API may hold. */
  readonly applied: AppliedParts;
}

/** The end of a call for one interview. */
export interface CallResult {
  readonly interview: GroupInterview;
  /** The outcome of switching it off. */
  readonly outcome?: DisableResult["outcome"];
  /** Present where the call failed for good. */
  readonly error?: XobinError;
  /** The parts that the API may hold, where they are not those of the group. */
  readonly pending?: PendingParts;
}

/**
 * Makes the calls side by side, at most `xobin:concurrency` at once, and says every few seconds how many are done. A call that
 * fails for good keeps no other from being made.
 *
 * @throws `EngineExitedError` when no engine is left to save the result
 */
export async function sendAll(
  host: Host,
  calls: readonly (() => Promise<CallResult>)[],
): Promise<CallResult[]> {
  let done = 0;
  let reportedAt = Date.now();
  return concurrently(calls, requireConfig(host).concurrency, async (call) => {
    host.requireEngine();
    const result = await call();
    done += 1;
    if (Date.now() - reportedAt >= PROGRESS_EVERY_MS) {
      reportedAt = Date.now();
      await host.log(`${formatCount(done)} of ${formatCount(calls.length)} interviews sent`);
    }
    return result;
  });
}

/**
 * Makes the API hold `wanted` of an interview.
 *
 * @param isDeleted - whether a delete of this run has sent settings of the interview, or is about to
 */
export async function putInterview(
  host: Host,
  interview: GroupInterview,
  wanted: Parts,
  isDeleted: boolean,
): Promise<CallResult> {
  const { aiInterviewId } = interview;
  const kept = isDeleted ? await authKeptByDeletes(host, aiInterviewId) : {};
  const applied = { ...kept, ...interview.applied };
  try {
    await putSettings(host, aiInterviewId, applied, wanted);
    return { interview };
  } catch (error) {
    if (!(error instanceof XobinError)) {
      throw error;
    }
    const pending = error.unconfirmed
      ? { ...applied, ...partsOf(wanted), unconfirmed: true as const }
      : applied;
    return { interview, error, pending };
  }
}

/**
 * Switches an interview off, except for the parts that other resources declare. Those stay pending: such a resource may fail, and
 * then leave the program.
 */
export async function disableInterview(
  host: Host,
  interview: GroupInterview,
  keeping: KeepingDeclarations,
): Promise<CallResult> {
  const { aiInterviewId, applied } = interview;
  try {
    const { outcome, kept } = await disableUndeclared(host, aiInterviewId, applied, keeping);
    return { interview, outcome, ...(partNames(kept).size > 0 && { pending: kept }) };
  } catch (error) {
    if (!(error instanceof XobinError)) {
      throw error;
    }
    return { interview, error, pending: applied };
  }
}

/** A count as a sentence has it: `1,000`. */
export function formatCount(count: number): string {
  return count.toLocaleString("en-US");
}
