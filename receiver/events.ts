import { z } from "zod";
import { startEventSchema, submissionEventSchema, type StartEvent, type SubmissionEvent } from "./schemas";

/** An event of an AI interview, told apart by `invite_status`: `"Started"` or `"Completed"`. */
export type XobinEvent = StartEvent | SubmissionEvent;

/** What arrived is no event of this API. The message names the fields and no value: events are about people. */
export class InvalidEventError extends Error {
  override name = "InvalidEventError";
}

// Assumed: `invite_status` tells the events apart, as in the documented samples; there is no field made for it.
const eventSchema = z.discriminatedUnion("invite_status", [startEventSchema, submissionEventSchema], {
  error: ({ code }: { code: string }) =>
    code === "invalid_union" ? 'must be "Started" or "Completed"' : undefined,
});

/**
 * Reads an event. Verify its sender first: see `verifyAuth`. The same event may come more than once, and `response_id` with
 * `invite_status` says which it is.
 *
 * @param body - the request's body: its text, its bytes, or what a framework parsed from its JSON
 * @returns the event, with fields that this package does not know kept
 * @throws {@link InvalidEventError} when it is neither a `start` nor a `submission` event: answer 400
 */
export function parseEvent(body: unknown): XobinEvent {
  const result = eventSchema.safeParse(jsonOf(body));
  if (!result.success) {
    const problems = result.error.issues.map(
      ({ path, message }) => `${path.join(".") || "the body"}: ${message}`,
    );
    throw new InvalidEventError(`Not an event of an AI interview: ${problems.join("; ")}`);
  }
  return result.data;
}

function jsonOf(body: unknown): unknown {
  if (typeof body !== "string" && !(body instanceof Uint8Array)) {
    return body;
  }
  try {
    // The byte order mark that a decoder drops from bytes is dropped from text as well.
    const text = typeof body === "string" ? body.replace(/^\uFEFF/, "") : new TextDecoder().decode(body);
    return JSON.parse(text);
  } catch {
    throw new InvalidEventError("Not an event of an AI interview: the body is not JSON");
  }
}
