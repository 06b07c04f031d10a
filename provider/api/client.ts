import { setTimeout as sleep } from "node:timers/promises";
import { attemptPut } from "./attempt";
import type { Config } from "../config";
import { logToEngine } from "../engine-log";
import { toXobinError } from "./errors";
import { failureText, isRetryable, isRateLimit, isUnconfirmed, retryAfterMs, type Failure } from "./failure";
import { RateLimiter } from "./rate-limiter";
import type { RequestBody } from "../settings/request-body";
import { retryDelayMs, waitText } from "./retry-timing";

/**
 * How long one call may wait between its attempts in all, in milliseconds, whatever the API asks for. Together with
 * `requestTimeout`, which bounds each attempt, it bounds the call.
 */
const MAX_WAIT_MS = 120_000;
/** Shorter waits are not worth a line. */
const MIN_LOGGED_WAIT_MS = 1000;

const limiter = new RateLimiter();

/** One call. */
export interface WebhooksCall {
  readonly aiInterviewId: number;
  readonly body: RequestBody;
  readonly secrets: readonly string[];
}

/**
 * Sends `body` to the webhook settings of one interview, and sends it again where that may help: the PUT is idempotent.
 *
 * Assumed: the PUT is idempotent, also where two of them overlap (the API documents it as an update with whole values).
 *
 * @param secrets - what no message may show besides the API key: an API may repeat what it was sent, and what it holds
 * @throws an error of `errors.ts` when the call failed for good; `EngineExitedError` when nobody wants it any more
 */
export async function putWebhooks(
  config: Config,
  { aiInterviewId, body, secrets }: WebhooksCall,
): Promise<void> {
  let failure: Failure | undefined;
  let anyUnconfirmed = false;
  let waitLeftMs = MAX_WAIT_MS;

  for (let attempts = 0; ; attempts += 1) {
    const start = Date.now();
    const delayMs = failure ? retryDelayMs(attempts, retryAfterMs(failure), Math.random()) : 0;
    const wait = await waitForTurn(delayMs, waitLeftMs);
    if ("tooLongMs" in wait) {
      throw toXobinError(aiInterviewId, failure ?? heldBack(wait.tooLongMs), attempts, anyUnconfirmed);
    }
    waitLeftMs -= wait.usedMs;
    await logRetry(config, aiInterviewId, failure, attempts, Date.now() - start);

    const sentAt = Date.now();
    failure = await attemptPut(config, aiInterviewId, body, secrets);
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

/** What a call that was never sent ends with, when the API has asked everyone to wait for too long. */
function heldBack(forMs: number): Failure {
  return { kind: "status", status: 429, apiMessage: "answered to another interview", retryAfterMs: forMs };
}

/**
 * Waits for `delayMs`, as long as the rate limit holds requests back, and for a turn in the line of those held back. The last
 * is not counted: it is how many share one limit.
 *
 * @returns how much of `mostMs` was used, or the wait that would have been too long; then nothing may be sent
 */
async function waitForTurn(
  delayMs: number,
  mostMs: number,
): Promise<{ usedMs: number } | { tooLongMs: number }> {
  if (delayMs > mostMs) {
    return { tooLongMs: delayMs };
  }
  await sleep(delayMs);
  let usedMs = delayMs;
  const ticket = limiter.enqueue();
  for (;;) {
    const now = Date.now();
    const waitMs = limiter.waitMs(ticket, now);
    if (waitMs === 0) {
      limiter.release(ticket, now);
      return { usedMs };
    }
    const heldMs = limiter.blockedForMs(now);
    usedMs += heldMs;
    if (usedMs > mostMs) {
      limiter.release(ticket);
      return { tooLongMs: heldMs };
    }
    // Timers may fire a moment early.
    await sleep(Math.ceil(waitMs));
  }
}

/** One line for each retry, written right before it: where the engine is gone, that is when it is noticed. */
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
