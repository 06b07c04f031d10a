const WINDOW_MS = 1000;
/** How long a 429 without Retry-After blocks all calls. One second is the commonest window of a rate limit. */
const FIRST_BLOCK_MS = 1000;
const MAX_BLOCK_MS = 30_000;
const MAX_INTERVAL_MS = 10_000;
/** Slightly slower than the observed rate, since the windows of the API need not begin with ours. */
const SAFETY_FACTOR = 1.1;
/** Applies after a 429 at the current pace. */
const SLOW_DOWN_FACTOR = 1.25;
/** Successes in a row that speed the pace up. A few 429s in a hundred calls are worth finding the limit. */
const SPEED_UP_AFTER = 50;
const SPEED_UP_FACTOR = 0.95;

/** A place in the queue. */
export type Ticket = object;

/**
 * Decides when each request of an account may be sent. A 429 blocks all of them, not only the refused one; after that they pass
 * in order, at the rate that the API was seen to accept, which is adapted from there on. It only computes times: callers wait.
 *
 * Assumed: the API limits calls per account and time, with status 429; its numbers are not published.
 */
export class RateLimiter {
  private readonly queue: Ticket[] = [];
  private blockedUntil = 0;
  private earliestNext = 0;
  private intervalMs = 0;
  private refusalsInARow = 0;
  private lastRefusal = 0;
  private successesInARow = 0;
  private readonly successes: number[] = [];

  /** Takes the last place in the queue. Ask {@link waitMs} when its turn comes, and {@link release} it in any case. */
  enqueue(): Ticket {
    const ticket: Ticket = {};
    this.queue.push(ticket);
    return ticket;
  }

  /** How much longer `ticket` has to wait, in milliseconds, as known at `now`; 0 when it is its turn. */
  waitMs(ticket: Ticket, now: number): number {
    const ahead = this.queue.indexOf(ticket);
    return Math.max(0, Math.max(this.earliestNext, this.blockedUntil) + ahead * this.intervalMs - now);
  }

  /** The part of any wait that the API asked for, in milliseconds; the rest depends on how many calls share the limit. */
  blockedForMs(now: number): number {
    return Math.max(0, this.blockedUntil - now);
  }

  /** Leaves the queue. `sentAt` is the time at which the request is sent; without it, the call was abandoned. */
  release(ticket: Ticket, sentAt?: number): void {
    this.queue.splice(this.queue.indexOf(ticket), 1);
    if (sentAt !== undefined) {
      this.earliestNext = sentAt + this.intervalMs;
    }
  }

  onSuccess(sentAt: number): void {
    this.refusalsInARow = 0;
    this.successes.push(sentAt);
    this.successesInARow += 1;
    if (this.successesInARow % SPEED_UP_AFTER === 0) {
      this.intervalMs *= SPEED_UP_FACTOR;
    }
  }

  /** Records a 429 that came at `now`. */
  onRateLimited(sentAt: number, now: number, retryAfterMs: number | undefined): void {
    // Requests in flight together are refused together, and count as one refusal.
    if (sentAt >= this.lastRefusal) {
      this.lastRefusal = now;
      const recent = this.successes.filter((at) => at > now - WINDOW_MS).length;
      const observedMs = (WINDOW_MS / Math.max(1, recent)) * SAFETY_FACTOR;
      const paceMs = this.intervalMs === 0 ? observedMs : this.intervalMs * SLOW_DOWN_FACTOR;
      this.intervalMs = Math.min(MAX_INTERVAL_MS, paceMs);
      this.refusalsInARow += 1;
      this.successesInARow = 0;
    }
    const blockMs = retryAfterMs ?? Math.min(MAX_BLOCK_MS, FIRST_BLOCK_MS * 2 ** (this.refusalsInARow - 1));
    this.blockedUntil = Math.max(this.blockedUntil, now + blockMs);
  }
}
