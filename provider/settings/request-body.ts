import { EVENTS, type Auth, type Settings, type Webhook } from "./schema";

/** The parts of an interview's webhook settings, each of which is declared or not. */
export type Parts = Pick<Settings, "start" | "submission" | "auth">;

/** The body of `PUT /ai-interviews/settings/webhooks/<ai_interview_id>`. */
export interface RequestBody {
  webhooks: Parts;
}

/**
 * The body that makes the API hold `wanted` after `previous` was applied. A part that is in `previous` only is switched
 * off; a part that is in neither is not sent.
 *
 * Assumed: a part that is absent from a request is preserved (documented for `auth` only).
 */
export function updateBody(previous: Parts, wanted: Parts): RequestBody {
  return { webhooks: { ...switchedOff(previous, wanted), ...partsOf(wanted) } };
}

/**
 * The body that ends a declaration: its events are switched off, with their last URLs. Authentication is left alone,
 * since nothing is delivered any more.
 */
export function deleteBody(previous: Parts): RequestBody {
  const { start, submission } = previous;
  return { webhooks: switchedOff(partsOf({ start, submission }), {}) };
}

/**
 * The body that ends a declaration whose interview another resource of the program declares: what that one declares
 * is left as it is. `undefined` when nothing is left to send.
 */
export function partialDeleteBody(previous: Parts, stillDeclared: Parts): RequestBody | undefined {
  const webhooks = switchedOff(previous, stillDeclared);
  return Object.keys(webhooks).length > 0 ? { webhooks } : undefined;
}

/** Assumed: `auth.status: false` turns the authentication of deliveries off. */
function switchedOff(previous: Parts, wanted: Parts): Parts {
  const gone: Parts = {};
  for (const event of EVENTS) {
    const webhook = previous[event];
    if (webhook && !wanted[event]) {
      gone[event] = { status: false, url: webhook.url };
    }
  }
  if (previous.auth && !wanted.auth) {
    gone.auth = { ...authPart(previous.auth), status: false };
  }
  return gone;
}

/** The declared parts alone, with the defaults that state of an older release may lack. */
export function partsOf({ start, submission, auth }: Parts): Parts {
  return {
    ...(start && { start: webhookPart(start) }),
    ...(submission && { submission: webhookPart(submission) }),
    ...(auth && { auth: authPart(auth) }),
  };
}

function webhookPart({ status = true, url }: Partial<Webhook> & Pick<Webhook, "url">): Webhook {
  return { status, url };
}

function authPart(auth: Auth): Auth {
  const { status = true } = auth as Partial<Auth>;
  return auth.type === "basic"
    ? { type: auth.type, status, basic: auth.basic }
    : { type: auth.type, status, apikey: auth.apikey };
}
