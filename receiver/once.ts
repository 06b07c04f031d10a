import type { XobinEvent } from "./events";

/**
 * Remembers which events were handled, for the handlers' option `once`, by keys such as `6726:completed`: nothing about a person.
 *
 * A claim has a lease: when the receiver dies while it handles an event, the event can be claimed again after it. `claim` must be
 * atomic: of two calls at once for the same key, one alone gets `"claimed"`.
 *
 * `postgresStore`, `sqliteStore`, `d1Store`, `dynamoDbStore` and `redisStore` are ready to use.
 */
export interface OnceStore {
  /**
   * Claims an event for its handling.
   *
   * @param key - `<response_id>:<invite_status in lower case>`
   * @param leaseSeconds - how long the claim lasts, unless it is completed or released before
   * @returns `"claimed"`; or `"done"` when the event was completed before; or `"busy"` when another claim lasts
   */
  claim(key: string, leaseSeconds: number): OnceClaim | Promise<OnceClaim>;
  /** Notes for ever that the event was handled. */
  complete(key: string): unknown;
  /** Ends a claim. It must leave an event alone that was completed. */
  release(key: string): unknown;
}

/** What a store knows of an event. */
export type OnceClaim = "claimed" | "done" | "busy";

const LEASE_SECONDS = 15 * 60;

/** Calls `handle` unless the event was handled before, or is being handled by another delivery of it. */
export async function handleOnce(store: OnceStore, event: XobinEvent, handle: () => unknown) {
  requireStore(store);
  // Assumed: a `response_id` is unique across interviews and accounts.
  const key = `${event.response_id}:${event.invite_status.toLowerCase()}`;
  const leaseEnds = Date.now() + LEASE_SECONDS * 1000;
  const claim = await store.claim(key, LEASE_SECONDS);
  switch (claim) {
    case "done":
      return "handled";
    case "busy":
      return "busy";
    case "claimed":
      await handleClaimed(handle, () => (Date.now() < leaseEnds ? store.release(key) : undefined));
      await store.complete(key);
      return "handled";
    default:
      throw new TypeError(`once.claim must return "claimed", "done" or "busy", but returned ${typeof claim}`);
  }
}

/** Before anything is claimed: an event that is handled and cannot be completed would be handled again. */
function requireStore(store: Partial<OnceStore>): void {
  if (![store.claim, store.complete, store.release].every((each) => typeof each === "function")) {
    throw new TypeError(
      "once must be a store, with the functions claim, complete and release, such as postgresStore(pool)",
    );
  }
}

/** @param release - ends the claim, if it still is ours: after its lease another delivery may have claimed the event */
async function handleClaimed(handle: () => unknown, release: () => unknown): Promise<void> {
  try {
    await handle();
  } catch (error) {
    try {
      await release();
    } catch (failure) {
      throw new AggregateError(
        [error, failure],
        "An event was not handled, and its claim could not be released",
      );
    }
    throw error;
  }
}
