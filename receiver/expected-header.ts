import { bytesOfBinary } from "./binary-string";
import type { Credential } from "./credential";

/**
 * The header by which a credential is recognized.
 *
 * @returns its name; the secret that it must hold, never empty; and `read`, which returns the texts that a received value may stand
 * for, as a sender may encode them as UTF-8 or as Latin-1. Both are normalized.
 * @throws TypeError when the credential is incomplete, or such that no delivery can carry it. The message contains no value.
 */
export function expectedHeader(auth: Credential) {
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
      if (!TOKEN.test(name)) {
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

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[\w!#$%&'*+\-.^`|~]+$/;

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
