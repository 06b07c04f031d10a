import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { Auth, PublicAuth } from "./parts";

/** Where the credential of an `auth` lies: the property in the block that its `type` names. */
export const CREDENTIALS = { basic: "password", apikey: "value" } as const;

/** The secrets of an `auth`: the credential, and for `basic` also its HTTP form. None where it is not at hand. */
export function secretsOf(auth: Auth | PublicAuth): string[] {
  const credential = credentialOf(auth);
  if (credential === undefined) {
    return [];
  }
  return auth.type === "basic"
    ? [credential, Buffer.from(`${auth.basic.username}:${credential}`).toString("base64")]
    : [credential];
}

function credentialOf(auth: Auth | PublicAuth): string | undefined {
  return auth.type === "basic" ? auth.basic.password : auth.apikey.value;
}

export function withoutCredential(auth: Auth | PublicAuth): PublicAuth {
  const { type, status } = auth;
  return type === "basic"
    ? { type, status, basic: { username: auth.basic.username } }
    : { type, status, apikey: { key: auth.apikey.key } };
}

/** Gives `auth` the credential of `source`, if that is the same user or header and has one. */
export function withCredentialOf(auth: Auth | PublicAuth, source: Auth | undefined): Auth | PublicAuth {
  const restored = source && { ...source, status: auth.status };
  return restored && isDeepStrictEqual(withoutCredential(restored), withoutCredential(auth))
    ? restored
    : auth;
}

/**
 * An `auth` that the API accepts in a request that turns it off. Where the credential is not at hand, a random one takes its
 * place: nothing is ever delivered with it.
 */
export function withAnyCredential(auth: Auth | PublicAuth): Auth {
  const credential = credentialOf(auth) ?? randomBytes(24).toString("base64url");
  const { type, status } = auth;
  return type === "basic"
    ? { type, status, basic: { username: auth.basic.username, password: credential } }
    : { type, status, apikey: { key: auth.apikey.key, value: credential } };
}

/** Applies `mark` to the credential of an `auth` in any shape a program or a transformation may give it. */
export function mapCredential<A extends object>(auth: A, mark: (credential: unknown) => unknown): A {
  const marked = { ...auth } as Record<string, unknown>;
  for (const [block, property] of Object.entries(CREDENTIALS)) {
    const content = marked[block];
    if (typeof content === "object" && content !== null && property in content) {
      marked[block] = { ...content, [property]: mark((content as Record<string, unknown>)[property]) };
    }
  }
  return marked as A;
}

/** Stands for an `auth` of which only the type is known, in a request that turns it off. */
export function authOfType(type: Auth["type"]): PublicAuth {
  return type === "basic"
    ? { type, status: false, basic: { username: "disabled" } }
    : { type, status: false, apikey: { key: "X-Disabled" } };
}
