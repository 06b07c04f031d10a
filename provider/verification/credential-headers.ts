import { randomBytes } from "node:crypto";
import type { Auth } from "../settings/parts";

/** Whether deliveries carry the credential. */
export function isOn(auth: Auth | undefined): auth is Auth {
  // State of an older release may lack `status`, whose default is true.
  return auth !== undefined && (auth as Partial<Auth>).status !== false;
}

/** The header by which a delivery carries the credential. */
export function credentialHeaders(auth: Auth): Record<string, string> {
  if (auth.type === "apikey") {
    return { [auth.apikey.key]: auth.apikey.value };
  }
  const { username, password } = auth.basic;
  return { Authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

/** The same kind of credential with a secret that nobody knows. */
export function wrongCredential(auth: Auth): Auth {
  const secret = `wrong-${randomBytes(16).toString("hex")}`;
  return auth.type === "apikey"
    ? { ...auth, apikey: { ...auth.apikey, value: secret } }
    : { ...auth, basic: { ...auth.basic, password: secret } };
}
