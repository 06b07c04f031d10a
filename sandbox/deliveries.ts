import type { Invitation, Invitations, StepOptions } from "./invitations";
import { eventOf } from "./sample-events";
import type { SettingsStore } from "./settings-store";
import type { EventName, WebhookSettings } from "./validation";

/** Whose event is delivered, and whether it arrives. */
export interface DeliverOptions extends StepOptions {
  /** Loses the event on its way. @default false */
  readonly lose?: boolean;
}

/** The outcome of one event. */
export interface Delivery {
  /** The candidate's way through the interview. */
  readonly responseId: number;
  /** Whether the receiver responded, with whatever status. */
  readonly sent: boolean;
  /** Why nothing was sent, or no response came. */
  readonly reason?: string;
  /** The receiver's status code. */
  readonly status?: number;
  /** Where the event went. */
  readonly url?: string;
}

/** An event that was sent or lost. */
export interface SentEvent extends Delivery {
  /** When, in milliseconds since the epoch. */
  readonly at: number;
  readonly account: string;
  readonly aiInterviewId: number;
  readonly event: EventName;
}

const TIMEOUT_MS = 10_000;

/** Lets a candidate start or submit the interview, and sends the event as the vendor does. */
export async function deliver(
  { account, aiInterviewId, event }: { account: string; aiInterviewId: number; event: EventName },
  options: DeliverOptions,
  { store, invitations }: { store: SettingsStore; invitations: Invitations },
  closing: AbortSignal,
): Promise<Delivery> {
  const invitation = invitations.advance(account, aiInterviewId, event, options);
  const outcome = options.lose
    ? { sent: false, reason: "The event was lost, as asked for." }
    : await send(invitation, event, store.get(account, aiInterviewId), closing);
  if (event === "submission" && invitation.outcome !== "delivered") {
    const { status = 0 } = outcome;
    invitation.outcome = status >= 200 && status < 300 ? "delivered" : "lost";
  }
  return { responseId: invitation.responseId, ...outcome };
}

async function send(
  invitation: Invitation,
  event: EventName,
  settings: WebhookSettings | undefined,
  closing: AbortSignal,
): Promise<Omit<Delivery, "responseId">> {
  const webhook = settings?.[event];
  const name = `The ${event} webhook of interview ${invitation.aiInterviewId}`;
  if (!webhook) {
    return {
      sent: false,
      reason: `${name} is not configured: declare it and run pulumi up (after a restart of the sandbox, pulumi destroy first).`,
    };
  }
  const { url, status } = webhook;
  if (!status) {
    return { sent: false, reason: `${name} is off.`, url };
  }

  try {
    // Assumed: method, content type and that redirects are not followed.
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", ...authHeaders(settings.auth) },
      body: JSON.stringify(eventOf(invitation, event)),
      redirect: "manual",
      signal: AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)]),
    });
    await response.body?.cancel();
    return { sent: true, status: response.status, url };
  } catch (error) {
    return { sent: false, reason: reasonOf(error), url };
  }
}

function authHeaders(auth: WebhookSettings["auth"]): Record<string, string> {
  // Assumed: `status: false` turns authentication off; without a `status` it is on.
  if (!auth || auth.status === false) {
    return {};
  }
  if (auth.type === "apikey") {
    return auth.apikey ? { [auth.apikey.key]: auth.apikey.value } : {};
  }
  if (!auth.basic) {
    return {};
  }
  const { username, password } = auth.basic;
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

// Never the message: fetch repeats the value of a header that it refuses.
function reasonOf(error: unknown): string {
  // By shape, not class: under Jest the errors of fetch come from another realm.
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  if (cause?.code !== undefined) {
    return `The receiver could not be reached (${cause.code}).`;
  }
  if (name === "TimeoutError") {
    return `The receiver did not respond within ${TIMEOUT_MS / 1000} s.`;
  }
  if (name === "AbortError") {
    return "The sandbox was closed before the receiver responded.";
  }
  return "The configured url and auth make no valid request.";
}
