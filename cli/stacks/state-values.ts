import { isWireSecret } from "../../provider/settings/wire-secret";
import { UsageError } from "../usage-error";

/** A value in a state, and whether the program or this package marked it, or anything in it or around it, a secret. */
export interface StateValue<T = unknown> {
  readonly value: T;
  readonly isSecret: boolean;
}

/** The value at `path` in decrypted inputs or outputs. */
export function stateValue(root: unknown, ...path: readonly string[]): StateValue {
  let { value, isSecret } = unwrap(root);
  for (const key of path) {
    const member = unwrap(isRecord(value) ? value[key] : undefined);
    value = member.value;
    isSecret ||= member.isSecret;
  }
  return isRecord(value) ? membersOf(value, isSecret) : { value, isSecret };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text, and an empty one for anything else. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function membersOf(record: Readonly<Record<string, unknown>>, isSecret: boolean): StateValue {
  const members = Object.entries(record).map(([key, member]) => [key, stateValue(member)] as const);
  return {
    value: Object.fromEntries(members.map(([key, member]) => [key, member.value])),
    isSecret: isSecret || members.some(([, member]) => member.isSecret),
  };
}

/** A decrypted secret is JSON in `plaintext`. */
function unwrap(value: unknown): StateValue {
  if (!isRecord(value) || !isWireSecret(value)) {
    return { value, isSecret: false };
  }
  const { plaintext } = value;
  const inner = unwrap(typeof plaintext === "string" ? parseSecret(plaintext) : undefined);
  return { value: inner.value, isSecret: true };
}

/** The error of `JSON.parse` repeats the text. */
function parseSecret(plaintext: string): unknown {
  try {
    return JSON.parse(plaintext);
  } catch {
    throw new UsageError("The state is damaged: it has a secret that is no JSON.");
  }
}
