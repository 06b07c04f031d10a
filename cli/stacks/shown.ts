import { maskedUrl } from "../../sandbox/masking";
import type { DeclaredAuth, DeclaredWebhook } from "./declarations";
import type { StateValue } from "./state-values";

/** Stands in place of a value that the state holds as a secret. */
const SECRET = "[secret]";

/** A value fit for printing. */
export function shown({ value, isSecret }: StateValue<string | number>): string {
  return isSecret ? SECRET : String(value);
}

/** A URL fit for printing: its query, which may hold a token, is masked. */
export function shownUrl({ url: { value, isSecret } }: DeclaredWebhook): string {
  return isSecret ? SECRET : maskedUrl(value);
}

/** `basic alice`, `apikey X-Webhook-Key`, and whether it is off. */
export function shownAuth(auth: DeclaredAuth | undefined): string {
  return auth ? `${auth.type} ${shown(auth.name)}${auth.isOn ? "" : " (off)"}` : "none";
}
