/** Whether the 429 says how long to wait: not at all, in whole seconds, or as an HTTP date. */
export type RetryAfter = "seconds" | "date";

/** Admits a number of calls in any one second; refused calls do not count. */
export class RateLimit {
  private readonly perSecond: number;
  private readonly admitted: number[] = [];

  constructor(perSecond: number) {
    this.perSecond = perSecond;
  }

  /** `undefined` when the call is admitted, otherwise the milliseconds until the next one would be. */
  refusedForMs(now: number = performance.now()): number | undefined {
    while (this.admitted[0] !== undefined && this.admitted[0] <= now - 1000) {
      this.admitted.shift();
    }
    if (this.admitted.length < this.perSecond) {
      this.admitted.push(now);
      return undefined;
    }
    return (this.admitted[0] ?? now) + 1000 - now;
  }
}

/** The value of the `Retry-After` header. */
export function retryAfterValue(form: RetryAfter, waitMs: number): string {
  // Both forms have whole seconds only, so both round up: the named wait is never too short.
  if (form === "seconds") {
    return String(Math.ceil(waitMs / 1000));
  }
  return new Date(Math.ceil((Date.now() + waitMs) / 1000) * 1000).toUTCString();
}
