const FIRST_BACKOFF_MS = 1000;
const LONGEST_BACKOFF_MS = 30_000;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * How long to wait before retry number `retry` (1 for the first), in milliseconds: exponential backoff with full jitter,
 * `random × min(30 s, 1 s × 2^(retry − 1))`, so that many resources that failed together do not come back together.
 * What the server asks for by `Retry-After` counts as it stands.
 */
export function retryDelayMs(retry: number, retryAfterMs: number | undefined, random: number): number {
  return retryAfterMs ?? random * Math.min(LONGEST_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (retry - 1));
}

/**
 * Reads a `Retry-After` header (RFC 9110, section 10.2.3): seconds or an HTTP date. A date in the past means now.
 *
 * @returns milliseconds from `now`, or `undefined` for no header or one that is neither
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  const value = header?.trim();
  if (!value) {
    return undefined;
  }
  if (/^\d+$/.test(value)) {
    return Number(value) * 1000;
  }
  // Date.parse takes far more than HTTP dates ("-5", "1.5"); all three of those begin with a day's name.
  const date = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value) ? Date.parse(value) : NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** A wait, for people. */
export function waitText(waitMs: number): string {
  return waitMs > YEAR_MS ? "more than a year" : `${(waitMs / 1000).toFixed(1).replace(/\.0$/, "")} s`;
}
