import { mapCredential, secretsOf, withCredentialOf, withoutCredential } from "./credentials";
import type { Settings } from "./schema";
import { wireSecret } from "./wire-secret";
import { partsOf, type AppliedParts, type Auth, type PublicAuth } from "./parts";

/** A program's inputs after `check`: the settings with their defaults, and the account they are meant for. */
export interface Inputs extends Settings {
  /** Which account holds the interview. */
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

/** The properties that `diff` compares, with defaults for state that an older release wrote. */
export function comparable(properties: Pick<Inputs, "aiInterviewId" | "triggers"> & AppliedParts): object {
  const { aiInterviewId, triggers = [] } = properties;
  return { aiInterviewId, triggers, ...partsOf(properties) };
}

/** The settings that were applied last, with the credential of the old inputs where those are at hand. */
export function appliedSettings(olds: Outputs, oldAuth: Auth | undefined): Outputs & AppliedParts {
  const { auth, ...others } = olds;
  return auth ? { ...others, auth: withCredentialOf(auth, oldAuth) } : others;
}

/** The inputs with the credential marked secret: a transformation may have set one that the class never saw. */
export function withSecretCredential<I extends { auth?: Auth | undefined }>(inputs: I): I {
  const { auth } = inputs;
  return { ...inputs, ...(auth && { auth: mapCredential(auth, wireSecret) }) };
}

/** The outputs after `wanted` was applied. */
export function appliedOutputs<I extends { auth?: Auth | undefined; verifyReceiver?: boolean | undefined }>(
  wanted: I,
): Omit<I, "auth" | "verifyReceiver"> & { auth?: PublicAuth } {
  const { auth, verifyReceiver: _verifyReceiver, ...others } = wanted;
  return { ...others, ...(auth && { auth: withoutCredential(auth) }) };
}

/**
 * The outputs after `wanted` was sent without a response. They keep the parts of `previous` that the call was to disable, so
 * that the next call disables them, whatever the program declares by then. A kept part is no input any more, so the engine no
 * longer knows what in it is secret: it is marked as a whole.
 */
export function unconfirmedOutputs(previous: AppliedParts, wanted: Inputs): Outputs {
  const { auth, ...events } = partsOf(previous);
  const kept = { ...events, ...(auth && { auth: withoutCredential(auth) }) };
  const secret = Object.fromEntries(Object.entries(kept).map(([part, value]) => [part, wireSecret(value)]));
  return { ...(secret as Partial<Outputs>), ...appliedOutputs(wanted), unconfirmed: true };
}

/**
 * The secrets of what the API holds and of what it shall hold, whether the call carries them or not: it may repeat both.
 *
 * @returns `undefined` where a credential is not at hand, because it is an input and the step is given outputs only
 */
export function secretsIn(...settings: AppliedParts[]): string[] | undefined {
  const secrets = settings.flatMap(({ auth }) => (auth ? [secretsOf(auth)] : []));
  return secrets.some((each) => each.length === 0) ? undefined : secrets.flat();
}
