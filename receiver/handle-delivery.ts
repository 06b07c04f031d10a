import { verifyAuth } from "./verify-auth";
import { BodyTooLargeError } from "./body-size";
import { InvalidEventError, UnknownEventError } from "./errors";
import { MAX_BODY_BYTES, type HandlerOptions } from "./handler-options";
import type { XobinEvent } from "./events";
import type { HeaderSource } from "./headers";
import { parseEvent } from "./parse-event";
import { isTestEvent } from "./test-event";

/** A request, as far as a decision needs it. */
export interface Delivery {
  readonly method: string;
  readonly headers: HeaderSource;
  /** @throws BodyTooLargeError when the body is larger than that */
  readonly readBody: (maxBytes: number) => unknown;
}

/** The response to a delivery. */
export interface DeliveryResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Plain text, empty for most. */
  readonly text: string;
}

/**
 * Decides the response to a delivery and calls the user's functions: 405 for another method, 401 for a wrong credential, 413 for a body
 * that is too large, 400 for one that is no event, 204 once the user's function is through, 500 when it throws.
 *
 * The method comes first, since a 401 would make a browser ask for a password; the body comes last, so that strangers cannot make
 * the receiver read or parse anything. Never rejects.
 */
export async function handleDelivery(delivery: Delivery, options: HandlerOptions): Promise<DeliveryResponse> {
  if (delivery.method !== "POST") {
    return respond(405, { allow: "POST" });
  }
  try {
    const auth = typeof options.auth === "function" ? await options.auth() : options.auth;
    if (!verifyAuth(delivery.headers, auth)) {
      const isBasic = [auth].flat().some(({ type }) => type === "basic");
      // RFC 9110, 15.5.2: some senders show their password only when they are asked for it.
      return respond(401, isBasic ? { "www-authenticate": 'Basic realm="webhooks", charset="UTF-8"' } : {});
    }
    const event = await readEvent(delivery, options);
    if (event instanceof BodyTooLargeError) {
      return respond(413);
    }
    if (event instanceof InvalidEventError) {
      await report(event, options);
      return { ...respond(400, { "content-type": "text/plain; charset=utf-8" }), text: event.message };
    }
    await dispatch(event, options);
    return respond(204);
  } catch (error) {
    await report(error, options);
    return respond(500);
  }
}

/** The outcome for the body, refusals included: the same error from the user's code means something else. */
async function readEvent(
  delivery: Delivery,
  options: HandlerOptions,
): Promise<XobinEvent | UnknownEventError | InvalidEventError | BodyTooLargeError> {
  try {
    return parseEvent(await delivery.readBody(options.maxBodyBytes ?? MAX_BODY_BYTES));
  } catch (error) {
    if (
      error instanceof UnknownEventError ||
      error instanceof InvalidEventError ||
      error instanceof BodyTooLargeError
    ) {
      return error;
    }
    throw error;
  }
}

async function dispatch(event: XobinEvent | UnknownEventError, options: HandlerOptions): Promise<void> {
  if (event instanceof UnknownEventError) {
    await options.onUnknownEvent?.(event);
  } else if (isTestEvent(event)) {
    return;
  } else if (event.invite_status === "Started") {
    await options.onStart?.(event);
  } else {
    await options.onSubmission?.(event);
  }
}

async function report(error: unknown, options: HandlerOptions): Promise<void> {
  try {
    if (options.onError) {
      await options.onError(error);
    } else {
      console.error(error);
    }
  } catch (failure) {
    console.error(failure);
  }
}

function respond(status: number, headers: Record<string, string> = {}): DeliveryResponse {
  return { status, headers, text: "" };
}
