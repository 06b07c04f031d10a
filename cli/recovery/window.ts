import type { Window } from "../../results/completed-in";
import { UsageError } from "../usage-error";

const HOUR_MS = 3_600_000;

const FORMS =
  "a date (2025-07-11), a time with its zone (2025-07-11T05:00Z), or a span of days or hours before now (7d, 12h)";

/** The window that the options name; `undefined` where they name none. */
export function windowFrom(
  { since, until }: { readonly since?: string | undefined; readonly until?: string | undefined },
  now: number,
): Window | undefined {
  if (since === undefined) {
    if (until !== undefined) {
      throw new UsageError("--until needs --since.");
    }
    return undefined;
  }
  const window = {
    since: parseTime("--since", since, now),
    until: until === undefined ? now : parseTime("--until", until, now),
  };
  if (window.since >= window.until) {
    throw new UsageError(`--since must be before ${until === undefined ? "now" : "--until"}.`);
  }
  return window;
}

function parseTime(option: string, text: string, now: number): number {
  const [, count, unit] = /^(\d{1,5})([dh])$/.exec(text) ?? [];
  if (count !== undefined) {
    return now - Number(count) * (unit === "d" ? 24 : 1) * HOUR_MS;
  }
  // A date alone is its midnight in UTC.
  const [, date] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/.exec(text) ?? [];
  const time = date !== undefined && isCalendarDate(date) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) {
    throw new UsageError(`${option} must be ${FORMS}.`);
  }
  return time;
}

/** Engines read 30 February as 2 March. */
function isCalendarDate(date: string): boolean {
  const time = Date.parse(date);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(date);
}
