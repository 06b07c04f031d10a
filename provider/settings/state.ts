import { isDeepStrictEqual } from "node:util";
import { mapCredential, withCredentialOf, withoutCredential } from "./credentials";
import { partsOf, type AppliedParts, type Auth, type PublicAuth } from "./parts";
import type { Settings } from "./schema";
import { wireSecret } from "./wire-secret";

/** A program's inputs after `check`: the settings with their defaults, and the account they are meant for. */
export interface Inputs extends Settings {
  account?: string;
  /** The text by which the state names the provider; the SDK keeps it among the properties. */
  __provider?: string;
}

/**
 * The outputs of a resource in the state: the settings that were applied last, and where. The credential is an input and no
 * output, because the SDK writes outputs in clear into its debug events, which `pulumi up --json` prints. `verifyReceiver` is no
 * setting of the interview.
 */
export interface Outputs extends Omit<Inputs, "auth" | "verifyReceiver"> {
  auth?: PublicAuth;
  /** `true` after a call without a response: the API may hold these settings, or those before them. */
  unconfirmed?: boolean;
}

type Comparable = AppliedParts & Pick<Inputs, "triggers">;

/** Whether the settings that were applied last are the wanted ones: without the old inputs, apart from the credential. */
export function hasSameSettings(
  olds: Comparable,
  wanted: Comparable & Pick<Inputs, "auth">,
  old: Pick<Inputs, "auth"> | undefined,
): boolean {
  return old
    ? isDeepStrictEqual(comparable(withOldCredential(olds, old.auth)), comparable(wanted))
    : isDeepStrictEqual(comparable(olds), comparable(appliedOutputs(wanted)));
}

function comparable({ triggers = [], ...parts }: Comparable): object {
  return { triggers, ...partsOf(parts) };
}

/** Outputs with the credential of the old inputs, where those are at hand. */
export function withOldCredential(olds: Comparable, oldAuth: Auth | undefined): Comparable {
  const { auth } = olds;
  return auth ? { ...olds, auth: withCredentialOf(auth, oldAuth) } : olds;
}

/** The inputs with the credential marked secret: a transformation may have set one that the class never saw. */
export function markCredential<I extends { auth?: Auth | undefined }>(inputs: I): I {
  const { auth } = inputs;
  return { ...inputs, ...(auth && { auth: mapCredential(auth, wireSecret) }) };
}

/** The outputs after `wanted` was applied, or those of any parts. */
export function appliedOutputs<I extends AppliedParts & Pick<Inputs, "verifyReceiver">>(
  wanted: I,
): Omit<I, "auth" | "verifyReceiver"> & { auth?: PublicAuth } {
  const { auth, verifyReceiver: _verifyReceiver, ...others } = wanted;
  return { ...others, ...(auth && { auth: withoutCredential(auth) }) };
}

/**
 * The outputs after `wanted` was sent without a response. They keep the applied parts that the call was to disable, so that the
 * next call disables them, whatever the program declares by then. A kept part is no input any more, so the engine no longer knows
 * what in it is secret: it is marked as a whole.
 */
export function unconfirmedOutputs(applied: AppliedParts, wanted: Inputs): Outputs {
  const parts = Object.entries(appliedOutputs(partsOf(applied)));
  const kept = parts.map(([part, value]) => [part, wireSecret(value)]);
  return { ...(Object.fromEntries(kept) as Partial<Outputs>), ...appliedOutputs(wanted), unconfirmed: true };
}
