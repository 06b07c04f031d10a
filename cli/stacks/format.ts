import type { Auth, PublicAuth, Webhook } from "../../provider/settings/parts";
import { maskedUrl } from "../../sandbox/masking";
import type { StateValue } from "./state-values";

/** Stands in place of a value that the state holds as a secret. */
export const SECRET = "[secret]";

/** A number of an interview, as `--json` has it. */
export function publicNumber({ value, isSecret }: StateValue<number>): number | string {
  return isSecret ? SECRET : value;
}

/** A URL without its query, which may hold a token. */
export function formatUrl({ value, isSecret }: StateValue<Webhook>): string {
  return isSecret ? SECRET : maskedUrl(value.url);
}

/** The user name, or the header's name. */
export function formatAuthName({ value, isSecret }: StateValue<Auth | PublicAuth>): string {
  if (isSecret) {
    return SECRET;
  }
  return value.type === "basic" ? value.basic.username : value.apikey.key;
}
