import { RefusedBodyError } from "./body";
import { InvalidEventError, UnknownEventError } from "./errors";
import type { XobinEvent } from "./events";
import { MAX_BODY_BYTES, type HandlerOptions } from "./handler-options";
import { singleHeader, type HeaderSource } from "./headers";
import { inflate } from "./inflate";
import { bytesOf } from "./json-body";
import { handleOnce } from "./once";
import { isTestEvent, parseEvent } from "./parse-event";
import { verifyAuth } from "./verify-auth";

/** A request, as far as a decision needs it. */
export interface Delivery {
  readonly method: string;
  readonly headers: HeaderSource;
  /** @throws {@link RefusedBodyError} when the body is larger than that */
  readonly readBody: (maxBytes: number) => unknown;
}

/** The response to a delivery. */
export interface DeliveryResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Plain text, empty for most. */
  readonly text: string;
}

const RETRY_AFTER_SECONDS = "60";

/**
 * Decides the response to a delivery and calls the user's functions: 405 for another method, 401 for a wrong credential, 413 for a body
 * that is too large, 415 for one in a coding that is not known here, 400 for one that is no event, 204 once the user's function is
 * through, 503 while another delivery of the same event is being handled, 500 when something throws.
 *
 * The method comes first, since a 401 would make a browser ask for a password; the body comes last, so that strangers cannot make
 * the receiver read or parse anything. Never rejects.
 *
 * @param readRequest - reads the host's request; it throws a TypeError for what is none
 */
export async function handleDelivery(
  options: HandlerOptions,
  readRequest: () => Delivery,
): Promise<DeliveryResponse> {
  try {
    const delivery = readRequest();
    if (delivery.method !== "POST") {
      return respond(405, { allow: "POST" });
    }
    const auth = typeof options.auth === "function" ? await options.auth() : options.auth;
    if (!verifyAuth(delivery.headers, auth)) {
      const isBasic = [auth].flat().some(({ type }) => type === "basic");
      // RFC 9110, 15.5.2: some senders show their password only when they are asked for it.
      return respond(401, isBasic ? { "www-authenticate": 'Basic realm="webhooks", charset="UTF-8"' } : {});
    }
    const event = await readEvent(delivery, options);
    if (event instanceof InvalidEventError || event instanceof RefusedBodyError) {
      await report(event, options);
      return refuse(event);
    }
    const outcome = await dispatch(event, options);
    return outcome === "busy" ? respond(503, { "retry-after": RETRY_AFTER_SECONDS }) : respond(204);
  } catch (error) {
    await report(error, options);
    return respond(500);
  }
}

/** The outcome for the body, refusals included: the same error from the user's code means something else. */
async function readEvent(
  { headers, readBody }: Delivery,
  { maxBodyBytes = MAX_BODY_BYTES }: HandlerOptions,
): Promise<XobinEvent | UnknownEventError | InvalidEventError | RefusedBodyError> {
  try {
    const body = await readBody(maxBodyBytes);
    const bytes = bytesOf(body);
    const coding = singleHeader(headers, "content-encoding");
    return parseEvent(bytes ? await inflate(bytes, coding, maxBodyBytes) : body);
  } catch (error) {
    if (
      error instanceof UnknownEventError ||
      error instanceof InvalidEventError ||
      error instanceof RefusedBodyError
    ) {
      return error;
    }
    throw error;
  }
}

async function dispatch(
  event: XobinEvent | UnknownEventError,
  options: HandlerOptions,
): Promise<"handled" | "busy"> {
  if (event instanceof UnknownEventError) {
    await options.onUnknownEvent?.(event);
    return "handled";
  }
  const handle = isTestEvent(event) ? undefined : handlerOf(event, options);
  if (handle && options.once) {
    return handleOnce(options.once, event, handle);
  }
  await handle?.();
  return "handled";
}

function handlerOf(
  event: XobinEvent,
  { onStart, onSubmission }: HandlerOptions,
): (() => unknown) | undefined {
  if (event.invite_status === "Started") {
    return onStart && (() => onStart(event));
  }
  return onSubmission && (() => onSubmission(event));
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

function refuse(error: InvalidEventError | RefusedBodyError): DeliveryResponse {
  const status = error instanceof RefusedBodyError ? error.status : 400;
  // RFC 9110, 15.5.16.
  const codings: Record<string, string> = status === 415 ? { "accept-encoding": "gzip, deflate" } : {};
  return {
    ...respond(status, { "content-type": "text/plain; charset=utf-8", ...codings }),
    text: error.message,
  };
}

function respond(status: number, headers: Record<string, string> = {}): DeliveryResponse {
  return { status, headers, text: "" };
}
