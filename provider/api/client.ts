import { setTimeout as sleep } from "node:timers/promises";
import { attemptPut, type WebhooksCall } from "./attempt";
import type { Config } from "../config";
import { logToEngine } from "../engine-log";
import { toXobinError } from "./errors";
import { failureText, isRetryable, isRateLimit, isUnconfirmed, retryAfterMs, type Failure } from "./failure";
import { RateLimiter } from "./rate-limiter";
import { retryDelayMs, waitText } from "./http/retry-timing";

export type { WebhooksCall } from "./attempt";

/**
 * The total wait between the attempts of one call, in milliseconds, also where the API asks for more. `requestTimeout` limits
 * each attempt, so that both together limit the call.
 */
const MAX_WAIT_MS = 120_000;
/** Shorter waits are not worth a line. */
const MIN_LOGGED_WAIT_MS = 1000;

const limiter = new RateLimiter();

/**
 * Sends the webhook settings of one interview, and repeats the call after a transient failure.
 *
 * Assumed: the PUT is idempotent, also where two of them overlap (the API documents it as an update with whole values).
 *
 * @throws an error of `errors.ts` when the call failed for good; `EngineExitedError` when no engine is left to save the result
 */
export async function putWebhooks(config: Config, call: WebhooksCall): Promise<void> {
  const { aiInterviewId } = call;
  let failure: Failure | undefined;
  let anyUnconfirmed = false;
  let waitLeftMs = MAX_WAIT_MS;

  for (let attempts = 0; ; attempts += 1) {
    const start = Date.now();
    const delayMs = failure ? retryDelayMs(attempts, retryAfterMs(failure), Math.random()) : 0;
    const wait = await waitForTurn(delayMs, waitLeftMs);
    if ("tooLongMs" in wait) {
      const lastFailure: Failure = failure ?? { kind: "throttled", waitMs: wait.tooLongMs };
      throw toXobinError(aiInterviewId, lastFailure, attempts, anyUnconfirmed);
    }
    waitLeftMs -= wait.usedMs;
    await logRetry(config, aiInterviewId, failure, attempts, Date.now() - start);

    const sentAt = Date.now();
    failure = await attemptPut(config, call);
    if (!failure) {
      limiter.onSuccess(sentAt);
      return;
    }
    if (isRateLimit(failure)) {
      limiter.onRateLimited(sentAt, Date.now(), retryAfterMs(failure));
    }
    if (!isRetryable(failure) || attempts >= config.maxRetries) {
      throw toXobinError(aiInterviewId, failure, attempts + 1, anyUnconfirmed);
    }
    anyUnconfirmed ||= isUnconfirmed(failure);
  }
}

/**
 * Waits for `delayMs`, then until the rate limiter lets this call through. Time in the queue does not count against `maxMs`: it
 * depends on how many other calls wait, not on the API.
 *
 * @returns how much of `maxMs` was used, or the wait that would have been too long; then nothing may be sent
 */
async function waitForTurn(
  delayMs: number,
  maxMs: number,
): Promise<{ usedMs: number } | { tooLongMs: number }> {
  if (delayMs > maxMs) {
    return { tooLongMs: delayMs };
  }
  if (delayMs > 0) {
    await sleep(delayMs);
  }
  let usedMs = delayMs;
  const ticket = limiter.enqueue();
  for (;;) {
    const now = Date.now();
    const waitMs = limiter.waitMs(ticket, now);
    if (waitMs === 0) {
      limiter.release(ticket, now);
      return { usedMs };
    }
    const blockedMs = limiter.blockedForMs(now);
    usedMs += blockedMs;
    if (usedMs > maxMs) {
      limiter.release(ticket);
      return { tooLongMs: blockedMs };
    }
    // Timers may fire a moment early.
    await sleep(Math.ceil(waitMs));
  }
}

/** Prints one line right before each retry. Printing fails once the engine is gone, and then nothing is sent. */
async function logRetry(
  config: Config,
  aiInterviewId: number,
  failure: Failure | undefined,
  retry: number,
  waitedMs: number,
): Promise<void> {
  if (failure) {
    await logToEngine(
      `Interview ${aiInterviewId}: ${failureText(failure)}; trying again after ${waitText(waitedMs)}, retry ${retry} of ${config.maxRetries}.`,
    );
  } else if (waitedMs >= MIN_LOGGED_WAIT_MS) {
    await logToEngine(
      `Interview ${aiInterviewId}: held back for ${waitText(waitedMs)} by the API's rate limit.`,
    );
  }
}
