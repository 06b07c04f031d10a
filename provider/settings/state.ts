import { partsOf, type Parts } from "./request-body";
import type { Auth, Settings } from "./schema";
import { isUnknown } from "../validation/unknown-values";

/** What the engine keeps in the state of a resource: the settings that were applied last, and where. */
export interface State extends Settings {
  /** Which account holds the interview. */
  account?: string;
  /** `true` after a call without an answer: the API may hold these settings, or those before them. */
  unconfirmed?: boolean;
  /** The provider itself, which the SDK keeps among the properties. */
  __provider?: string;
}

/** What of the state two settings are compared by. State of an older release lacks newer properties: their defaults count. */
export function comparable(state: State): object {
  const { aiInterviewId, triggers = [] } = state;
  return { aiInterviewId, triggers, ...partsOf(state) };
}

/**
 * The state after `wanted` was sent without an answer. It keeps the parts of `previous` that the call was to switch off,
 * so that whatever the program declares next, they are switched off then.
 */
export function unconfirmedState(previous: Parts, wanted: State): State {
  const kept = partsOf(previous);
  return {
    ...kept,
    ...(kept.auth && { auth: withSecretMarked(kept.auth) }),
    ...wanted,
    unconfirmed: true,
  };
}

/** The SDK's wire format of a secret (`specialSigKey` and `specialSecretSig` of its `runtime/rpc`, the same since 1.0). */
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/**
 * Marks the credential for the engine, as far as it is known. The engine marks an output secret where an input of the same path is, so
 * what `check` marks stays marked; a part that left the program is no input.
 */
export function withSecretMarked(auth: Auth): Auth {
  const secret = (value: string) => (isUnknown(value) ? value : ({ ...SECRET, value } as unknown as string));
  const { basic, apikey } = auth as { basic?: BasicCredential; apikey?: ApiKeyCredential };
  return {
    ...auth,
    ...(typeof basic === "object" && { basic: { ...basic, password: secret(basic.password) } }),
    ...(typeof apikey === "object" && { apikey: { ...apikey, value: secret(apikey.value) } }),
  };
}

type BasicCredential = Extract<Auth, { type: "basic" }>["basic"];
type ApiKeyCredential = Extract<Auth, { type: "apikey" }>["apikey"];
