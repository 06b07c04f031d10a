import { isUnknown } from "../validation/unknown-values";

/** The SDK's wire format of a secret (`specialSigKey` and `specialSecretSig` of its `runtime/rpc`, the same since 1.0), and a state's. */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** Marks `value` secret for the engine. An unknown value stays as it is, because the SDK does not recognize a wrapped one. */
export function wireSecret<T>(value: T): T {
  return isUnknown(value) ? value : ({ [SIGNATURE_KEY]: SIGNATURE, value } as T);
}

/** Whether a value is marked secret, on the wire or in a state. */
export function isWireSecret(value: object): boolean {
  return (value as Record<string, unknown>)[SIGNATURE_KEY] === SIGNATURE;
}
