const WINDOW_MS = 1000;
/** Without Retry-After: how long a refusal holds everything back. One second is the commonest window of a rate limit. */
const FIRST_HOLD_MS = 1000;
const LONGEST_HOLD_MS = 30_000;
const LONGEST_INTERVAL_MS = 10_000;
/** A little slower than what was seen to be admitted, since windows are not known to begin with ours. */
const MARGIN = 1.1;
/** After a refusal at the current pace. */
const SLOWER = 1.5;
/** How many admissions in a row earn a slightly quicker pace: few refusals in hundred calls are worth finding it. */
const PROBE_EVERY = 50;
const QUICKER = 0.95;

/**
 * Every request of the process passes here. After a 429 all of them are held back, not only the refused one, and then let
 * through one after another at the pace that the API was seen to admit, which is adapted from there on.
 *
 * Assumed: the limit is by account and time (429), since its numbers are not published.
 */
export class RateGate {
  private heldUntil = 0;
  private nextTurn = 0;
  private intervalMs = 0;
  private refusedInARow = 0;
  private lastRefusal = 0;
  private admittedInARow = 0;
  private admissions: number[] = [];

  /** Takes the next turn: how long to wait for it from `now`, in milliseconds. Ask again after {@link heldForMs} has changed. */
  takeTurn(now: number): number {
    const turn = Math.max(now, this.nextTurn);
    this.nextTurn = turn + this.intervalMs;
    return turn - now;
  }

  /** How much longer everything is held back because the API refused a request, in milliseconds. */
  heldForMs(now: number): number {
    return Math.max(0, this.heldUntil - now);
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
      this.intervalMs = Math.min(
        LONGEST_INTERVAL_MS,
        Math.max(this.intervalMs * SLOWER, this.observedIntervalMs(now)),
      );
      this.refusedInARow += 1;
      this.admittedInARow = 0;
    }
    const holdMs = retryAfterMs ?? Math.min(LONGEST_HOLD_MS, FIRST_HOLD_MS * 2 ** (this.refusedInARow - 1));
    this.heldUntil = Math.max(this.heldUntil, now + holdMs);
    this.nextTurn = Math.max(this.nextTurn, this.heldUntil);
  }

  private observedIntervalMs(now: number): number {
    const admitted = this.admissions.filter((at) => at > now - WINDOW_MS).length;
    return (WINDOW_MS / Math.max(1, admitted)) * MARGIN;
  }
}
