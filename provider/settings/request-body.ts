import { withAnyCredential, type PublicAuth } from "./credentials";
import { EVENTS, type Auth, type Settings, type Webhook } from "./schema";

/** The parts of an interview's webhook settings, each of which is declared or not. */
export type Parts = Pick<Settings, "start" | "submission" | "auth">;

/** Parts that were applied before. The credential is not at hand in every step. */
export interface AppliedParts extends Omit<Parts, "auth"> {
  auth?: Auth | PublicAuth | undefined;
}

/** The name of a part. */
export type PartName = keyof Parts;

/** The body of `PUT /ai-interviews/settings/webhooks/<ai_interview_id>`. */
export interface RequestBody {
  readonly webhooks: Parts;
}

/**
 * The body that makes the API hold `wanted` after `previous` was applied. A part that is in `previous` only is disabled; a part
 * that is in neither is not sent.
 *
 * Assumed: a part that is absent from a request is preserved (documented for `auth` only).
 */
export function updateBody(previous: AppliedParts, wanted: Parts): RequestBody {
  return { webhooks: { ...disabledParts(previous, namesOf(wanted)), ...(partsOf(wanted) as Parts) } };
}

/**
 * The body that ends a declaration: its events are disabled, with their last URLs. Authentication is left alone, since nothing is
 * delivered any more. Where another resource of the run declares the interview, it is the other way round: what that resource
 * declares is left as it is, and all else is disabled.
 *
 * @returns `undefined` when there is nothing to disable
 */
export function endBody(
  { auth, ...events }: AppliedParts,
  declared: ReadonlySet<PartName> | undefined,
): RequestBody | undefined {
  const webhooks = disabledParts(declared ? { ...events, auth } : events, declared ?? new Set());
  return Object.keys(webhooks).length > 0 ? { webhooks } : undefined;
}

/** The parts of these names. */
export function onlyParts(parts: AppliedParts, names: ReadonlySet<PartName>): AppliedParts {
  return Object.fromEntries(Object.entries(partsOf(parts)).filter(([name]) => names.has(name as PartName)));
}

/** Assumed: `auth.status: false` turns the authentication of deliveries off. */
function disabledParts(previous: AppliedParts, declared: ReadonlySet<PartName>): Parts {
  const disabled: Parts = {};
  for (const event of EVENTS) {
    const webhook = previous[event];
    if (webhook && !declared.has(event)) {
      disabled[event] = { status: false, url: webhook.url };
    }
  }
  if (previous.auth && !declared.has("auth")) {
    disabled.auth = { ...withAnyCredential(previous.auth), status: false };
  }
  return disabled;
}

/** The names of the parts that are declared. */
export function namesOf(parts: AppliedParts): Set<PartName> {
  return new Set(Object.keys(partsOf(parts)) as PartName[]);
}

/** The declared parts alone, with the defaults that state of an older release may lack. */
export function partsOf<P extends AppliedParts>({
  start,
  submission,
  auth,
}: P): Pick<P, "start" | "submission" | "auth"> {
  return {
    ...(start && { start: withStatus(start) }),
    ...(submission && { submission: withStatus(submission) }),
    ...(auth && { auth: authWithStatus(auth) }),
  };
}

function withStatus({ status = true, url }: Partial<Webhook> & Pick<Webhook, "url">): Webhook {
  return { status, url };
}

function authWithStatus<A extends Auth | PublicAuth>(auth: A): A {
  const { status = true } = auth as Partial<A>;
  return { ...auth, status };
}
