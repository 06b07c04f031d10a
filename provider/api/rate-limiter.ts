const WINDOW_MS = 1000;
/** Without Retry-After: how long a refusal holds everything back. One second is the commonest window of a rate limit. */
const FIRST_HOLD_MS = 1000;
const LONGEST_HOLD_MS = 30_000;
const LONGEST_INTERVAL_MS = 10_000;
/** A little slower than what was seen to be admitted, since windows are not known to begin with ours. */
const MARGIN = 1.1;
/** After a refusal at the current pace. */
const SLOWER = 1.25;
/** How many admissions in a row earn a slightly quicker pace: few refusals in hundred calls are worth finding it. */
const PROBE_EVERY = 50;
const QUICKER = 0.95;

/** A place in the line before the API. */
export type Place = object;

/**
 * Every request of the process passes here. After a 429 all of them are held back, not only the refused one, and then let
 * through in line, at the pace that the API was seen to admit, which is adapted from there on. It tells times and keeps none
 * waiting itself.
 *
 * Assumed: the limit is by account and time (429), since its numbers are not published.
 */
export class RateGate {
  private readonly line: Place[] = [];
  private heldUntil = 0;
  private earliestNext = 0;
  private intervalMs = 0;
  private refusedInARow = 0;
  private lastRefusal = 0;
  private admittedInARow = 0;
  private admissions: number[] = [];

  /** Takes the last place in the line. Who is in it asks {@link waitMs}, and has to {@link leave} it. */
  enter(): Place {
    const place: Place = {};
    this.line.push(place);
    return place;
  }

  /** How much longer `place` has to wait, in milliseconds, as things stand at `now`; 0 when it is its turn. */
  waitMs(place: Place, now: number): number {
    const ahead = this.line.indexOf(place);
    return Math.max(0, Math.max(this.earliestNext, this.heldUntil) + ahead * this.intervalMs - now);
  }

  /** How much of any wait is because the API asked for it, in milliseconds; the rest is how many share one limit. */
  heldForMs(now: number): number {
    return Math.max(0, this.heldUntil - now);
  }

  /** Leaves the line: at one's turn with the time at which the request is sent, without one to give up. */
  leave(place: Place, sentAt?: number): void {
    this.line.splice(this.line.indexOf(place), 1);
    if (sentAt !== undefined) {
      this.earliestNext = sentAt + this.intervalMs;
    }
  }

  /** A request that was sent at `sentAt` was let in. */
  admitted(sentAt: number): void {
    this.refusedInARow = 0;
    this.admissions = [...this.admissions.filter((at) => at > sentAt - WINDOW_MS), sentAt];
    this.admittedInARow += 1;
    if (this.admittedInARow % PROBE_EVERY === 0) {
      this.intervalMs *= QUICKER;
    }
  }

  /** A request that was sent at `sentAt` was refused with 429 at `now`. */
  refused(sentAt: number, now: number, retryAfterMs: number | undefined): void {
    // Requests that were under way together are refused together: that is one piece of news.
    if (sentAt >= this.lastRefusal) {
      this.lastRefusal = now;
      const paceMs = this.intervalMs === 0 ? this.observedIntervalMs(now) : this.intervalMs * SLOWER;
      this.intervalMs = Math.min(LONGEST_INTERVAL_MS, paceMs);
      this.refusedInARow += 1;
      this.admittedInARow = 0;
    }
    const holdMs = retryAfterMs ?? Math.min(LONGEST_HOLD_MS, FIRST_HOLD_MS * 2 ** (this.refusedInARow - 1));
    this.heldUntil = Math.max(this.heldUntil, now + holdMs);
  }

  private observedIntervalMs(now: number): number {
    const admitted = this.admissions.filter((at) => at > now - WINDOW_MS).length;
    return (WINDOW_MS / Math.max(1, admitted)) * MARGIN;
  }
}
