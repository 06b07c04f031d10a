import { id, isObject, ownField } from "../receiver/event-fields";

/** From `since` until before `until`, in milliseconds since the epoch. */
export interface Window {
  readonly since: number;
  readonly until: number;
}

/** A result that the API lists as completed. What is `undefined` could not be read. */
export interface CompletedInvitation {
  readonly responseId: number | undefined;
  /** When the invitation was last changed, in milliseconds since the epoch. */
  readonly completedAt: number | undefined;
}

/**
 * The completed invitations of an interview that were last changed in the window, oldest first.
 *
 * A detail that cannot be read never hides a result: a row without a readable status counts as completed, one without a readable
 * date as in the window, and a row of another form as both. These come first.
 *
 * @param list - the response of `GET /ai-interviews/invited/<ai_interview_id>`
 * @returns `undefined` where it is no list of invitations, which says nothing about what is completed
 */
export function completedIn(list: unknown, { since, until }: Window): CompletedInvitation[] | undefined {
  if (!Array.isArray(list) || (list.length > 0 && !list.some(isObject))) {
    return undefined;
  }
  const ids = new Set<number>();
  const rows: object[] = list.map((row: unknown) => (isObject(row) ? row : {}));
  return rows
    .filter((row) => isCompleted(ownField(row, "invite_status")))
    .map((row) => ({
      responseId: id(ownField(row, "response_id")),
      // Assumed: every change after the completion moves the date forward, so that a window holds too much, never too little.
      completedAt: timeIn(ownField(row, "last_updated_at")),
    }))
    .filter(({ completedAt }) => completedAt === undefined || (completedAt >= since && completedAt < until))
    .filter(({ responseId }) => responseId === undefined || (!ids.has(responseId) && ids.add(responseId)))
    .sort((one, other) => (one.completedAt ?? -Infinity) - (other.completedAt ?? -Infinity) || 0);
}

// Assumed: `Completed` means that the result can be read. Only `Pending` and `Completed` are documented.
function isCompleted(status: unknown): boolean {
  return typeof status !== "string" || status.trim().toLowerCase() === "completed";
}

/** ISO 8601, or an HTTP date. Without a zone it could be any time of a day, and with digits alone the day could be the month. */
const TIME = /^(\d{4}-\d\d-\d\d[T ]|([a-z]+, )?\d{1,2} [a-z]+ \d{4} )[\d:.]+ ?(GMT|UTC|Z|[+-]\d\d:?\d\d)$/i;

function timeIn(value: unknown): number | undefined {
  const time = typeof value === "string" && TIME.test(value.trim()) ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
