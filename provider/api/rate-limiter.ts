const WINDOW_MS = 1000;
/** Without Retry-After: how long a refusal holds everything back. One second is the commonest window of a rate limit. */
const FIRST_HOLD_MS = 1000;
const MAX_HOLD_MS = 30_000;
const MAX_INTERVAL_MS = 10_000;
/** A little slower than what was seen to be admitted, since windows are not known to begin with ours. */
const SAFETY_FACTOR = 1.1;
/** After a refusal at the current pace. */
const SLOW_DOWN_FACTOR = 1.25;
/** How many admissions in a row earn a slightly quicker pace: few refusals in hundred calls are worth finding it. */
const SPEED_UP_AFTER = 50;
const SPEED_UP_FACTOR = 0.95;

/** A place in the line before the API. */
export type Ticket = object;

/**
 * Every request of the process passes here. After a 429 all of them are held back, not only the refused one, and then let
 * through in line, at the pace that the API was seen to admit, which is adapted from there on. It tells times and keeps none
 * waiting itself.
 *
 * Assumed: the limit is by account and time (429), since its numbers are not published.
 */
export class RateLimiter {
  private readonly line: Ticket[] = [];
  private blockedUntil = 0;
  private earliestNext = 0;
  private intervalMs = 0;
  private refusedInARow = 0;
  private lastRefusal = 0;
  private admittedInARow = 0;
  private admissions: number[] = [];

  /** Takes the last place in the line. Who is in it asks {@link waitMs}, and has to {@link release} it. */
  enqueue(): Ticket {
    const ticket: Ticket = {};
    this.line.push(ticket);
    return ticket;
  }

  /** How much longer `ticket` has to wait, in milliseconds, as things stand at `now`; 0 when it is its turn. */
  waitMs(ticket: Ticket, now: number): number {
    const ahead = this.line.indexOf(ticket);
    return Math.max(0, Math.max(this.earliestNext, this.blockedUntil) + ahead * this.intervalMs - now);
  }

  /** How much of any wait is because the API asked for it, in milliseconds; the rest is how many share one limit. */
  blockedForMs(now: number): number {
    return Math.max(0, this.blockedUntil - now);
  }

  /** Leaves the line: at one's turn with the time at which the request is sent, without one to give up. */
  release(ticket: Ticket, sentAt?: number): void {
    this.line.splice(this.line.indexOf(ticket), 1);
    if (sentAt !== undefined) {
      this.earliestNext = sentAt + this.intervalMs;
    }
  }

  /** A request that was sent at `sentAt` was let in. */
  onSuccess(sentAt: number): void {
    this.refusedInARow = 0;
    this.admissions = [...this.admissions.filter((at) => at > sentAt - WINDOW_MS), sentAt];
    this.admittedInARow += 1;
    if (this.admittedInARow % SPEED_UP_AFTER === 0) {
      this.intervalMs *= SPEED_UP_FACTOR;
    }
  }

  /** A request that was sent at `sentAt` was refused with 429 at `now`. */
  onRateLimited(sentAt: number, now: number, retryAfterMs: number | undefined): void {
    // Requests that were under way together are refused together: that is one piece of news.
    if (sentAt >= this.lastRefusal) {
      this.lastRefusal = now;
      const paceMs =
        this.intervalMs === 0 ? this.observedIntervalMs(now) : this.intervalMs * SLOW_DOWN_FACTOR;
      this.intervalMs = Math.min(MAX_INTERVAL_MS, paceMs);
      this.refusedInARow += 1;
      this.admittedInARow = 0;
    }
    const holdMs = retryAfterMs ?? Math.min(MAX_HOLD_MS, FIRST_HOLD_MS * 2 ** (this.refusedInARow - 1));
    this.blockedUntil = Math.max(this.blockedUntil, now + holdMs);
  }

  private observedIntervalMs(now: number): number {
    const admitted = this.admissions.filter((at) => at > now - WINDOW_MS).length;
    return (WINDOW_MS / Math.max(1, admitted)) * SAFETY_FACTOR;
  }
}
