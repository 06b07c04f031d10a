import { XobinError } from "../api/errors";
import { concurrently } from "../concurrently";
import { logToEngine } from "../engine-log";
import { formatCount } from "./format-count";
import type { FailedInterview } from "./group-error";
import { currentConfig } from "./configuration";
import { requireEngine } from "../run/this-run";

const PROGRESS_EVERY_MS = 5000;

/** A call for one interview of a group. */
export interface GroupCall {
  /** The interview, as messages name it. */
  readonly name: string;
  readonly send: () => Promise<void>;
  /** Is told when the call failed for good. */
  readonly onFailure?: (error: XobinError) => void;
}

/**
 * Sends the calls side by side, at most `xobin:concurrency` at once, and says every few seconds how many are done. A call that
 * fails for good keeps no other from being sent.
 *
 * @returns the calls that failed for good
 * @throws `EngineExitedError` when no engine is left to save the result
 */
export async function sendAll(calls: readonly GroupCall[]): Promise<FailedInterview[]> {
  const failed: FailedInterview[] = [];
  let done = 0;
  let reportedAt = Date.now();
  await concurrently(calls, currentConfig().concurrency, async ({ name, send, onFailure }) => {
    requireEngine();
    try {
      await send();
    } catch (error) {
      if (!(error instanceof XobinError)) {
        throw error;
      }
      failed.push({ name, error });
      onFailure?.(error);
    }
    done += 1;
    if (Date.now() - reportedAt >= PROGRESS_EVERY_MS) {
      reportedAt = Date.now();
      await logToEngine(`${formatCount(done)} of ${formatCount(calls.length)} interviews sent`);
    }
  });
  return failed;
}
