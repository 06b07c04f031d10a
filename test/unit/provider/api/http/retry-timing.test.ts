import { parseRetryAfter, retryDelayMs, waitText } from "../../../../../provider/api/http/retry-timing";

const NOW = Date.parse("Wed, 21 Oct 2026 07:28:00 GMT");

test.each([
  // retry, random, delay
  [1, 1, 1000],
  [2, 1, 2000],
  [3, 1, 4000],
  [5, 1, 16_000],
  [6, 1, 30_000],
  [20, 1, 30_000],
  [3, 0.5, 2000],
  [3, 0, 0],
])("retry %d waits between nothing and its backoff: at random %d for %d ms", (retry, random, delayMs) => {
  expect(retryDelayMs(retry, undefined, random)).toBe(delayMs);
});

test("Retry-After counts as it stands, longer or shorter than the backoff", () => {
  expect(retryDelayMs(1, 90_000, 0.5)).toBe(90_000);
  expect(retryDelayMs(6, 1000, 1)).toBe(1000);
});

test.each([
  ["120", 120_000],
  [" 7 ", 7000],
  ["Wed, 21 Oct 2026 07:28:30 GMT", 30_000],
  // The two obsolete forms that a recipient must take.
  ["Wednesday, 21-Oct-26 07:28:30 GMT", 30_000],
  ["Wed Oct 21 07:28:30 2026 GMT", 30_000],
  ["9".repeat(400), Infinity],
])("Retry-After: %s is read", (header, waitMs) => {
  expect(parseRetryAfter(header, NOW)).toBe(waitMs);
});

test.each([
  [null],
  [""],
  ["0"],
  ["-5"],
  ["1.5"],
  ["1e3"],
  ["NaN"],
  ["soon"],
  ["2026-10-21T07:29:00Z"],
  ["Wed, 99 Foo"],
  ["not before Wed, 21 Oct 2026 07:28:30 GMT"],
  ["Wed, 21 Oct 2026 07:27:59 GMT"],
])("Retry-After: %s asks for nothing", (header) => {
  expect(parseRetryAfter(header, NOW)).toBeUndefined();
});

test.each([
  [400, "0.4 s"],
  [3000, "3 s"],
  [20_500, "20.5 s"],
  [86_400_000, "86400 s"],
  [31_536_000_000, "31536000 s"],
  [31_536_001_000, "more than a year"],
  [Infinity, "more than a year"],
])("%d ms are printed as %s", (waitMs, text) => {
  expect(waitText(waitMs)).toBe(text);
});
