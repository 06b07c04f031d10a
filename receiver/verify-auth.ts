import { bytesOfBinary } from "./binary-string";
import { isObject } from "./event-fields";
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
 * @throws TypeError when `headers` cannot be headers, such as a promise or a whole request; and when `auth` is incomplete, such as a
 * password from a variable that is not set, or ends with a line break or the like, which no header can carry. It never lets anyone in.
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
 * The header by which a credential is recognized: its name, the secret that it must hold, and `read`, which returns the texts that a
 * received value may stand for. These and the secret are normalized.
 */
function expectedHeader(auth: Credential) {
  switch (auth.type) {
    case "basic": {
      // A program without types can leave out the whole block.
      const { username, password } = Object(auth.basic) as typeof auth.basic;
      requireText(username, "auth.basic.username");
      requireText(password, "auth.basic.password");
      if (username.includes(":")) {
        throw new TypeError("auth.basic.username must not contain a colon, which ends the user name");
      }
      return { name: "Authorization", secret: `${username}:${password}`.normalize(), read: readBasic };
    }
    case "apikey": {
      const { key: name, value } = Object(auth.apikey) as typeof auth.apikey;
      requireText(name, "auth.apikey.key");
      requireText(value, "auth.apikey.value");
      // RFC 9110, section 5.6.2.
      if (!/^[\w!#$%&'*+\-.^`|~]+$/.test(name)) {
        throw new TypeError("auth.apikey.key must be the name of an HTTP header, such as X-Webhook-Key");
      }
      if (/^ | $/.test(value)) {
        throw new TypeError("auth.apikey.value must not start or end with a blank, which HTTP drops");
      }
      return { name, secret: value.normalize(), read: readText };
    }
    default:
      throw new TypeError('auth.type must be "basic" or "apikey"');
  }
}

function requireText(value: unknown, path: string): void {
  if (typeof value !== "string" || value === "") {
    throw new TypeError(`${path} must be a string that is not empty: is the variable that holds it set?`);
  }
  if (/[\u0000-\u001f\u007f]/.test(value)) {
    throw new TypeError(
      `${path} contains a line break or another control character, which no delivery can carry: ` +
        "does the file or variable that holds it end with a line break?",
    );
  }
}

/** The scheme's name is matched in any case (RFC 9110, 11.1); `atob` takes base64 without its padding, as some senders write it. */
function readBasic(received: string): string[] {
  try {
    return readText(atob(/^basic +(\S+)$/i.exec(received)?.[1] ?? ""));
  } catch {
    return [];
  }
}

function readText(received: string): string[] {
  if (!/^[\u0000-\u00ff]*$/.test(received)) {
    return [received.normalize()];
  }
  // Each character stands for a byte, which may be of UTF-8.
  const utf8 = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytesOfBinary(received));
  return [utf8.normalize(), received.normalize()];
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
