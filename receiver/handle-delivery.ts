import { bodyTooLarge, RefusedBodyError } from "./body";
import { InvalidEventError, UnknownEventError } from "./errors";
import type { XobinEvent } from "./events";
import type { HandlerOptions } from "./handler-options";
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

const MAX_BODY_BYTES = 5 * 1024 * 1024;
const RETRY_AFTER_SECONDS = "60";

/**
 * Decides the response to a delivery and calls the user's functions. Never rejects.
 *
 * The method comes first, since a 401 would make a browser ask for a password; the body comes last, so that strangers cannot make
 * the receiver read or parse anything.
 *
 * @param readRequest - reads the host's request; it throws a TypeError for what is none
 */
export async function handleDelivery(options: HandlerOptions, readRequest: () => Delivery) {
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
async function readEvent(delivery: Delivery, { maxBodyBytes = MAX_BODY_BYTES }: HandlerOptions) {
  const header = (name: string) => singleHeader(delivery.headers, name);
  try {
    // What this header lacks or misstates shows when the body is read.
    if (Number(header("content-length") ?? 0) > maxBodyBytes) {
      throw bodyTooLarge(maxBodyBytes);
    }
    const body = await delivery.readBody(maxBodyBytes);
    const bytes = bytesOf(body);
    return parseEvent(bytes ? await inflate(bytes, header("content-encoding"), maxBodyBytes) : body);
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

async function dispatch(event: XobinEvent | UnknownEventError, options: HandlerOptions) {
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

function handlerOf(event: XobinEvent, { onStart, onSubmission }: HandlerOptions) {
  if (event.invite_status === "Started") {
    return onStart && (() => onStart(event));
  }
  return onSubmission && (() => onSubmission(event));
}

async function report(error: unknown, options: HandlerOptions): Promise<void> {
  try {
    const onError: (error: unknown) => unknown = options.onError ?? console.error;
    await onError(error);
  } catch (failure) {
    console.error(failure);
  }
}

function refuse(error: InvalidEventError | RefusedBodyError) {
  const status = error instanceof RefusedBodyError ? error.status : 400;
  // RFC 9110, 15.5.16.
  const codings = status === 415 ? { "accept-encoding": "gzip, deflate" } : {};
  return respond(status, { "content-type": "text/plain; charset=utf-8", ...codings }, error.message);
}

function respond(status: number, headers: Record<string, string> = {}, text = "") {
  return { status, headers, text };
}
