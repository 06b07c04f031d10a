const FIRST_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 30_000;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/**
 * How long to wait before retry number `retry` (1 for the first), in milliseconds: exponential backoff with full jitter,
 * `random × min(30 s, 1 s × 2^(retry − 1))`, so that resources that failed together do not retry together. A `Retry-After` of
 * the server takes its place unchanged.
 */
export function retryDelayMs(retry: number, retryAfterMs: number | undefined, random: number): number {
  return retryAfterMs ?? random * Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** (retry - 1));
}

/**
 * Reads a `Retry-After` header (RFC 9110, section 10.2.3): seconds or an HTTP date.
 *
 * @returns milliseconds from `now`, or `undefined` when it asks for no wait: it is absent, neither of the two, or in the past
 * (clocks may differ)
 */
export function parseRetryAfter(header: string | null, now: number): number | undefined {
  const value = header?.trim() ?? "";
  const waitMs = /^\d+$/.test(value) ? Number(value) * 1000 : httpDate(value) - now;
  return waitMs > 0 ? waitMs : undefined;
}

/** `NaN` for anything else. Date.parse accepts far more ("-5", "1.5"); all three forms of an HTTP date begin with a weekday. */
function httpDate(value: string): number {
  return /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)/.test(value) ? Date.parse(value) : NaN;
}

/** A wait in the words of a message. */
export function waitText(waitMs: number): string {
  return waitMs > YEAR_MS ? "more than a year" : `${(waitMs / 1000).toFixed(1).replace(".0", "")} s`;
}
