import type { XobinEvent } from "./events";

/**
 * Whether an event is a test event: one that this package sent to prove that a receiver works. It is about no person, so a receiver
 * that stores events leaves it out and responds with 2xx. The handlers of this package do so by themselves.
 *
 * A test event has `response_id` 0, `candidate_id` 0 and an email address under `example.invalid`, a domain that can never exist
 * (RFC 2606). The header `X-Xobin-Test-Event: true` that comes with it is not needed to recognize it.
 *
 * @param event - an event that `parseEvent` has read
 */
export function isTestEvent(
  event: Pick<XobinEvent, "response_id" | "candidate_id" | "candidate_email">,
): boolean {
  return (
    event.response_id === 0 &&
    event.candidate_id === 0 &&
    /[@.]example\.invalid$/i.test(event.candidate_email ?? "")
  );
}
