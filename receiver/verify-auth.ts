import { isObject } from "./event-fields";
import { expectedHeader } from "./expected-header";
import { singleHeader, type HeaderSource } from "./headers";
import type { Credential } from "./credential";

/**
 * Whether a request matches a credential. The time it takes does not depend on how much of the credential is right.
 *
 * - A credential with `status: false` lets nothing in, even where the right one is sent: deliveries carry none then, and a receiver
 *   that is to take them must not ask here.
 * - Characters beyond ASCII match however the sender encodes them (UTF-8 or Latin-1) and composes them (Unicode NFC or NFD).
 * - A header that came twice matches nothing, wherever the host shows it. Node.js drops a second `Authorization` from
 *   `request.headers`: pass `request.rawHeaders` or `request.headersDistinct`. API Gateway's REST APIs keep the last value in
 *   `headers`: pass `multiValueHeaders`. Elsewhere two values are joined by a comma, which matches no credential unless it
 *   contains the comma itself. A proxy in front may drop or join one before any code sees it.
 *
 * @param headers - the request's headers; `null` and `undefined` stand for none
 * @param auth - the credential, or all that are valid now: the old and the new one during a rotation
 * @returns `false` for a missing, wrong or repeated header: respond with 401
 * @throws TypeError when `headers` cannot be headers, such as a promise or a whole request
 * @throws TypeError when `auth` is incomplete, such as a password from a variable that is not set, or such that no header can carry
 * it, such as one that ends with a line break. It never lets anyone in.
 */
export function verifyAuth(headers: HeaderSource, auth: Credential | readonly Credential[]): boolean {
  const credentials: Credential[] = [auth].flat();
  if (credentials.length === 0) {
    throw new TypeError("auth must be a credential, or a list of at least one");
  }
  // Every credential is compared, so that the time does not say which one is close.
  const results = credentials.map((credential) => matches(headers, credential));
  return results.includes(true);
}

function matches(headers: HeaderSource, credential: Credential): boolean {
  if (!isObject(credential) || !("type" in credential)) {
    throw new TypeError("auth must be a credential, { type, basic or apikey }: is it a promise, or not set?");
  }
  if (credential.status !== undefined && typeof credential.status !== "boolean") {
    throw new TypeError("auth.status must be true or false");
  }
  const { name, secret, read } = expectedHeader(credential);
  // A header that is missing reads as empty, and no secret is.
  const results = read(singleHeader(headers, name) ?? "").map((text) => isEqual(text, secret));
  return credential.status !== false && results.includes(true);
}

/**
 * Whether a text is the secret, which is not empty. The time depends on the length of `received` alone, which its sender knows anyway.
 *
 * In plain JavaScript, because it has to run on every host and at once: `node:crypto` is not everywhere, and the web's is
 * asynchronous, where a forgotten `await` would let everyone in.
 */
function isEqual(received: string, secret: string): boolean {
  let difference = received.length ^ secret.length;
  for (let index = 0; index < received.length; index += 1) {
    difference |= received.charCodeAt(index) ^ secret.charCodeAt(index % secret.length);
  }
  return difference === 0;
}
