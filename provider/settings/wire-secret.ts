import { isUnknown } from "../validation/unknown-values";

/** The SDK's wire format of a secret (`specialSigKey` and `specialSecretSig` of its `runtime/rpc`, the same since 1.0). */
const SECRET = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };

/** Marks `value` secret for the engine. A value that is still unknown stays as it is: the SDK recognises it unwrapped only. */
export function wireSecret<T>(value: T): T {
  return isUnknown(value) ? value : ({ ...SECRET, value } as T);
}
