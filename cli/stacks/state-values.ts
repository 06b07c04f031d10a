/** A value in a state, and whether the program or this package marked it a secret. */
export interface StateValue<T = unknown> {
  readonly value: T;
  readonly isSecret: boolean;
}

/** The SDK's wire format of a secret (`specialSigKey` and `specialSecretSig` of its `runtime/rpc`). */
const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

/** The value at `path` in decrypted inputs or outputs; it is a secret where it, or anything around it, is one. */
export function stateValue(root: unknown, ...path: readonly string[]): StateValue {
  let { value, isSecret } = decrypted(root);
  for (const key of path) {
    const member = decrypted(isRecord(value) ? value[key] : undefined);
    value = member.value;
    isSecret ||= member.isSecret;
  }
  return { value, isSecret };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function decrypted(value: unknown): StateValue {
  if (!isRecord(value) || value[SIGNATURE_KEY] !== SECRET_SIGNATURE) {
    return { value, isSecret: false };
  }
  const { plaintext } = value;
  const inner = decrypted(typeof plaintext === "string" ? (JSON.parse(plaintext) as unknown) : undefined);
  return { value: inner.value, isSecret: true };
}
