import { setTimeout as sleep } from "node:timers/promises";
import { attemptPut } from "./attempt";
import type { Config } from "./config";
import { tellEngine } from "./engine-output";
import { errorOf } from "./errors";
import { describe, isPassing, isRateLimit, mayBeApplied, retryAfterMs, type Failure } from "./failure";
import { RateGate } from "./rate-gate";
import type { RequestBody } from "./request";
import { retryDelayMs } from "./retry-timing";

/**
 * How long one call may wait between its attempts in all, in milliseconds, whatever the API asks for. Together with
 * `requestTimeout`, which bounds each attempt, it bounds the call.
 */
const LONGEST_WAIT_MS = 120_000;
/** Shorter waits are not worth a line. */
const SHORTEST_TOLD_WAIT_MS = 1000;

const gate = new RateGate();

/**
 * Sends `body` to the webhook settings of one interview, and sends it again where that may help: the PUT is idempotent.
 *
 * @throws an error of `errors.ts` when the call failed for good; `EngineGone` when nobody wants it any more
 */
export async function putWebhooks(config: Config, aiInterviewId: number, body: RequestBody): Promise<void> {
  let failure: Failure | undefined;
  let anyMayBeApplied = false;
  let waitLeftMs = LONGEST_WAIT_MS;

  for (let attempt = 0; ; attempt += 1) {
    const start = Date.now();
    const delayMs = failure ? retryDelayMs(attempt, retryAfterMs(failure), Math.random()) : 0;
    const mayWait = (waitMs: number) => (waitLeftMs -= waitMs) >= 0;
    if (!(await waitForTurn(delayMs, mayWait))) {
      throw errorOf(aiInterviewId, failure ?? HELD_BACK, attempt, anyMayBeApplied);
    }
    const waited = waitOf(failure, Date.now() - start);
    if (waited !== undefined) {
      const retry = failure ? `, retry ${attempt} of ${config.maxRetries}` : "";
      await tellEngine(`Interview ${aiInterviewId}: ${waited}${retry}.`);
    }

    const sentAt = Date.now();
    failure = await attemptPut(config, aiInterviewId, body);
    if (!failure) {
      gate.admitted(sentAt);
      return;
    }
    if (isRateLimit(failure)) {
      gate.refused(sentAt, Date.now(), retryAfterMs(failure));
    }
    if (!isPassing(failure) || attempt >= config.maxRetries) {
      throw errorOf(aiInterviewId, failure, attempt + 1, anyMayBeApplied);
    }
    anyMayBeApplied ||= mayBeApplied(failure);
  }
}

/** What a call that was never sent ends with, when the API has asked everyone to wait for too long. */
const HELD_BACK: Failure = { kind: "status", status: 429, said: "answered to another interview" };

/**
 * Waits for `delayMs`, and longer while the rate limit holds requests back.
 *
 * @returns `false` when `mayWait` did not allow a wait. The pace after it needs no leave: it is how many share one limit.
 */
async function waitForTurn(delayMs: number, mayWait: (waitMs: number) => boolean): Promise<boolean> {
  let waitMs = Math.max(delayMs, gate.heldForMs(Date.now()));
  do {
    if (!mayWait(waitMs)) {
      return false;
    }
    await sleep(waitMs);
    await sleep(gate.takeTurn(Date.now()));
    waitMs = gate.heldForMs(Date.now());
  } while (waitMs > 0);
  return true;
}

/** How a wait is told of, if it is. */
function waitOf(failure: Failure | undefined, waitedMs: number): string | undefined {
  const seconds = `${(waitedMs / 1000).toFixed(1)} s`;
  if (failure) {
    return `${describe(failure)}; trying again after ${seconds}`;
  }
  return waitedMs >= SHORTEST_TOLD_WAIT_MS ? `held back for ${seconds} by the API's rate limit` : undefined;
}
