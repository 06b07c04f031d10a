import { Buffer } from "node:buffer";
import { createHash, timingSafeEqual } from "node:crypto";
import { singleHeader, type HeaderSource } from "./headers";

/** HTTP basic authentication, as `InterviewWebhooks` declares it. */
export interface BasicAuth {
  /** HTTP basic authentication (RFC 7617). */
  type: "basic";
  /**
   * Whether deliveries authenticate. A credential that is off lets nothing in.
   *
   * @defaultValue true
   */
  status?: boolean | undefined;
  /** The credential. */
  basic: {
    /** Not empty, without a colon. */
    username: string;
    /** Not empty. */
    password: string;
  };
}

/** A header of your own, as `InterviewWebhooks` declares it. */
export interface ApiKeyAuth {
  /** A header with a key. */
  type: "apikey";
  /**
   * Whether deliveries authenticate. A credential that is off lets nothing in.
   *
   * @defaultValue true
   */
  status?: boolean | undefined;
  /** The credential. */
  apikey: {
    /** The header's name, in any case. */
    key: string;
    /** The header's value, not empty. */
    value: string;
  };
}

/** A credential by which a delivery is known: the same object that `auth` of `InterviewWebhooks` is. */
export type ReceiverAuth = BasicAuth | ApiKeyAuth;

/**
 * Whether a request matches a credential. Takes equally long whatever part of it is wrong.
 *
 * It is synchronous so that a forgotten `await` cannot let everyone in, which is why it takes `node:crypto` and not the web's.
 *
 * @param headers - the request's headers
 * @param auth - the credential, or all that are valid now: the old and the new one while a rotation is under way
 * @returns `false` for a missing, wrong or repeated header: answer 401
 * @throws TypeError when `auth` itself is incomplete, such as a password from a variable that is not set. It never lets anyone in.
 */
export function verifyAuth(headers: HeaderSource, auth: ReceiverAuth | readonly ReceiverAuth[]): boolean {
  const credentials: ReceiverAuth[] = [auth].flat();
  if (credentials.length === 0) {
    throw new TypeError("auth must be a credential, or a list of at least one");
  }
  const answers = credentials.map((credential) => matches(headers, credential));
  return answers.includes(true);
}

function matches(headers: HeaderSource, credential: ReceiverAuth): boolean {
  const { name, accepted, comparable } = expectation(credential);
  const received = singleHeader(headers, name);
  const compared = comparable(received ?? "");
  const matches = accepted.map((value) => isEqual(compared, value));
  return received !== undefined && credential.status !== false && matches.includes(true);
}

interface ExpectedHeader {
  /** The header's name. */
  name: string;
  /** What it may hold: a sender may encode what is not ASCII as UTF-8 or as Latin-1. */
  accepted: string[];
  /** The part of a received value that makes no difference, made the same. */
  comparable: (received: string) => string;
}

function expectation(auth: ReceiverAuth): ExpectedHeader {
  switch (auth.type) {
    case "basic": {
      const username = required(auth.basic.username, "auth.basic.username");
      const password = required(auth.basic.password, "auth.basic.password");
      const encodings = encodingsOf(`${username}:${password}`);
      return {
        name: "Authorization",
        accepted: encodings.map((bytes) => comparableBasic(`Basic ${bytes.toString("base64")}`)),
        comparable: comparableBasic,
      };
    }
    case "apikey": {
      const name = required(auth.apikey.key, "auth.apikey.key");
      const value = required(auth.apikey.value, "auth.apikey.value");
      const accepted = [value, ...encodingsOf(value).map((bytes) => bytes.toString("latin1"))];
      return { name, accepted, comparable: (received) => received };
    }
    default:
      throw new TypeError('auth.type must be "basic" or "apikey"');
  }
}

/** The scheme's name is matched in any case (RFC 9110, 11.1), and some senders leave the padding of base64 out. */
function comparableBasic(header: string): string {
  return header.replace(/^basic +/i, "Basic ").replace(/={1,2}$/, "");
}

function encodingsOf(value: string): Buffer[] {
  const isLatin1 = /^[\u0000-\u00ff]*$/.test(value);
  return [Buffer.from(value, "utf8"), ...(isLatin1 ? [Buffer.from(value, "latin1")] : [])];
}

function required(value: unknown, path: string): string {
  if (typeof value !== "string" || value === "") {
    throw new TypeError(`${path} must be a string that is not empty: is the variable that holds it set?`);
  }
  return value;
}

function isEqual(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

/** Of one length for all values, as the comparison needs it. */
function digest(value: string): Buffer {
  return createHash("sha256").update(value, "utf16le").digest();
}
