import { withAnyCredential } from "./credentials";
import { EVENTS, partNames, partsOf, type AppliedParts, type PartName, type Parts } from "./parts";

/**
 * The `webhooks` of a body that makes the API hold `wanted` in place of `applied`. A part that is in `applied` only is disabled; a
 * part that is in neither is not sent.
 *
 * Assumed: a part that is absent from a request is preserved (documented for `auth` only).
 */
export function updateBody(applied: AppliedParts, wanted: Parts): Parts {
  return { ...disabledParts(applied, partNames(wanted)), ...partsOf(wanted) };
}

/**
 * The `webhooks` of a body that switches a declaration off: its events are disabled, with their last URLs. Authentication is left
 * alone, since nothing is delivered any more. Where another resource of the run declares the interview, it is the other way round:
 * what that resource declares is left as it is, and all else is disabled. Authentication alone cannot be: the API takes it with an
 * event only, and the events are that resource's.
 *
 * @returns `undefined` when there is nothing to disable
 */
export function disableBody(
  { auth, ...events }: AppliedParts,
  declared: ReadonlySet<PartName> | undefined,
): Parts | undefined {
  const webhooks = disabledParts(declared ? { ...events, auth } : events, declared ?? new Set());
  return webhooks.start || webhooks.submission ? webhooks : undefined;
}

/** Assumed: `auth.status: false` turns the authentication of deliveries off. */
function disabledParts(applied: AppliedParts, declared: ReadonlySet<PartName>): Parts {
  const disabled: Parts = {};
  for (const event of EVENTS) {
    const webhook = applied[event];
    if (webhook && !declared.has(event)) {
      disabled[event] = { status: false, url: webhook.url };
    }
  }
  if (applied.auth && !declared.has("auth")) {
    disabled.auth = { ...withAnyCredential(applied.auth), status: false };
  }
  return disabled;
}
