import type { RawEvent } from "./events";

/**
 * The body is no event of this API: respond with 400. The message names fields and contains no value, because events are about
 * people.
 */
export class InvalidEventError extends Error {
  /** The name of the class, also where a bundler shortens that. */
  override name = "InvalidEventError";
}

/** The error for a body that is no event. */
export function notAnEvent(reason: string): InvalidEventError {
  return new InvalidEventError(`Not an event of an AI interview: ${reason}`);
}

/**
 * The body is an event of a kind that this version of the package does not know, such as one that the vendor has added since.
 * Respond with 2xx: the sender did nothing wrong. The message contains no value, and printing the error shows none either.
 */
export class UnknownEventError extends Error {
  /** The name of the class, also where a bundler shortens that. */
  override name = "UnknownEventError";
  // Real private fields, because printing an error shows its properties, those of `private` included.
  readonly #event: UnknownEvent;

  /** @internal */
  constructor(event: UnknownEvent) {
    super('An event whose invite_status is neither "Started" nor "Completed"');
    this.#event = event;
  }

  /** The event as it came, with its `invite_status`. */
  get raw(): RawEvent {
    return this.#event.raw;
  }

  /** The interview; `undefined` when the event has no readable `ai_interview_id`. */
  get aiInterviewId(): number | undefined {
    return this.#event.aiInterviewId;
  }

  /** The candidate's run through the interview; `undefined` when the event has no readable `response_id`. */
  get responseId(): number | undefined {
    return this.#event.responseId;
  }
}

type UnknownEvent = Pick<UnknownEventError, "raw" | "aiInterviewId" | "responseId">;
