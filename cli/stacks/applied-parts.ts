import { isDeepStrictEqual } from "node:util";
import { CREDENTIALS, withCredentialOf, withoutCredential } from "../../provider/settings/credentials";
import type { Auth, PublicAuth, Webhook } from "../../provider/settings/parts";
import { isRecord, stateValue, textOf, type StateValue } from "./state-values";

/** What was last applied to an interview. A part is secret where the program made anything in it one besides the credential. */
export interface AppliedParts {
  readonly start?: StateValue<Webhook> | undefined;
  readonly submission?: StateValue<Webhook> | undefined;
  /** Without the credential where that is not at hand: a state keeps it in the inputs alone. */
  readonly auth?: StateValue<Auth | PublicAuth> | undefined;
}

/** The properties of a resource. */
interface Properties {
  readonly inputs: unknown;
  readonly outputs: unknown;
}

/**
 * Reads the parts that were applied. Those that are no inputs any more are secret as a whole in a state, so a part that the
 * resource has in plain elsewhere is taken for plain.
 *
 * @param path - where in the outputs the parts are
 */
export function readAppliedParts({ inputs, outputs }: Properties, path: readonly string[]): AppliedParts {
  const read = <T>(readPart: (properties: unknown, ...path: string[]) => StateValue<T> | undefined) =>
    plainWhereKnown(readPart(outputs, ...path), [readPart(outputs), readPart(inputs)]);
  const auth = read((...place) => {
    const found = readAuth(...place);
    return found && { ...found, value: withoutCredential(found.value) };
  });
  return {
    start: read((...place) => readWebhook(...place, "start")),
    submission: read((...place) => readWebhook(...place, "submission")),
    auth: auth && {
      ...auth,
      value: withCredentialOf(auth.value, readAuth(inputs)?.value as Auth | undefined),
    },
  };
}

function plainWhereKnown<T>(
  part: StateValue<T> | undefined,
  elsewhere: readonly (StateValue<T> | undefined)[],
): StateValue<T> | undefined {
  const isKnown = elsewhere.some(
    (each) => each?.isSecret === false && isDeepStrictEqual(each.value, part?.value),
  );
  return part && { value: part.value, isSecret: part.isSecret && !isKnown };
}

function readWebhook(properties: unknown, ...path: string[]): StateValue<Webhook> | undefined {
  const { value, isSecret } = stateValue(properties, ...path);
  return isRecord(value)
    ? { value: { status: value["status"] !== false, url: textOf(value["url"]) }, isSecret }
    : undefined;
}

/** The user name, and the name of the header. */
const NAMES = { basic: "username", apikey: "key" } as const;

/** With the credential where the properties have one. */
function readAuth(properties: unknown, ...path: string[]): StateValue<Auth | PublicAuth> | undefined {
  const read = (...names: string[]) => stateValue(properties, ...path, "auth", ...names);
  const type = read("type");
  if (type.value !== "basic" && type.value !== "apikey") {
    return undefined;
  }
  const name = read(type.value, NAMES[type.value]);
  const { value: credential } = read(type.value, CREDENTIALS[type.value]);
  const block = {
    [NAMES[type.value]]: textOf(name.value),
    ...(typeof credential === "string" && { [CREDENTIALS[type.value]]: credential }),
  };
  const auth = { type: type.value, status: read("status").value !== false, [type.value]: block };
  return { value: auth as unknown as Auth | PublicAuth, isSecret: type.isSecret || name.isSecret };
}
