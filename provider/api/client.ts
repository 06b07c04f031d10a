import { setTimeout as sleep } from "node:timers/promises";
import { attempt } from "./attempt";
import type { ApiConfig, Call, Log } from "./call";
import { failureText, isUnconfirmed, retryAfterMs, toXobinError, type Failure } from "./failure";
import { isTransientFailure } from "./http/failure";
import { retryDelayMs, waitText } from "./http/retry-timing";
import { RateLimiter } from "./rate-limiter";

/**
 * The total wait between the attempts of one call, in milliseconds, also where the API asks for more. `requestTimeout` limits
 * each attempt, so that both together limit the call.
 */
const MAX_WAIT_MS = 120_000;
/** Shorter waits are not worth a line. */
const MIN_LOGGED_WAIT_MS = 1000;

/** By account, so that one which has to wait holds no other back. */
const limiters = new Map<string, RateLimiter>();

/**
 * Makes one call of the API, and repeats it after a transient failure.
 *
 * @throws an error of `errors.ts` when the call failed for good, and the error of `log`
 */
export async function callApi<Result>(config: ApiConfig, log: Log, call: Call<Result>): Promise<Result> {
  let failure: Failure | undefined;
  let unconfirmed = false;
  let waitLeftMs = MAX_WAIT_MS;
  const limiter = limiterOf(config);

  for (let attempts = 0; ; attempts += 1) {
    const start = Date.now();
    const delayMs = failure ? retryDelayMs(attempts, retryAfterMs(failure), Math.random()) : 0;
    const wait = await waitForTurn(limiter, delayMs, waitLeftMs);
    if (wait.tooLongMs !== undefined) {
      const lastFailure: Failure = failure ?? { kind: "throttled", waitMs: wait.tooLongMs };
      throw toXobinError(call, lastFailure, attempts, unconfirmed);
    }
    waitLeftMs -= wait.usedMs;
    const waitedMs = Date.now() - start;
    if (failure) {
      const retry = `retry ${attempts} of ${config.maxRetries}`;
      await log(
        `${call.subject}: ${failureText(failure)}; trying again after ${waitText(waitedMs)}, ${retry}.`,
      );
    } else if (waitedMs >= MIN_LOGGED_WAIT_MS) {
      await log(`${call.subject}: held back for ${waitText(waitedMs)} by the API's rate limit.`);
    }

    const sentAt = Date.now();
    const outcome = await attempt(config, call);
    if ("result" in outcome) {
      limiter.onSuccess(sentAt);
      return outcome.result;
    }
    failure = outcome.failure;
    unconfirmed ||= call.method === "PUT" && isUnconfirmed(failure);
    // A proxy's 429 says nothing about the API.
    if (failure.kind === "status" && failure.status === 429) {
      limiter.onRateLimited(sentAt, Date.now(), failure.retryAfterMs);
    }
    if (!isTransientFailure(failure) || attempts >= config.maxRetries) {
      throw toXobinError(call, failure, attempts + 1, unconfirmed);
    }
  }
}

function limiterOf({ baseUrl, apiKey }: ApiConfig): RateLimiter {
  const account = `${baseUrl} ${apiKey}`;
  const limiter = limiters.get(account) ?? new RateLimiter();
  limiters.set(account, limiter);
  return limiter;
}

/**
 * Waits for `delayMs`, then until the rate limiter lets this call through. Time in the queue does not count against `maxMs`: it
 * depends on how many other calls wait, not on the API.
 *
 * @returns how much of `maxMs` was used, or the wait that would have been too long; then nothing may be sent
 */
async function waitForTurn(limiter: RateLimiter, delayMs: number, maxMs: number) {
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
