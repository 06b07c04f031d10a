import { randomBytes } from "node:crypto";
import type { Auth, PublicAuth } from "./parts";

/** Where the credential of an `auth` lies: the property in the block that its `type` names. */
export const CREDENTIALS = { basic: "password", apikey: "value" } as const;

type BasicBlock = Extract<Auth, { type: "basic" }>["basic"];
type ApiKeyBlock = Extract<Auth, { type: "apikey" }>["apikey"];

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

/** `undefined` where the credential is not at hand. */
function credentialOf(auth: Auth | PublicAuth): string | undefined {
  switch (auth.type) {
    case "basic":
      return (auth.basic as Partial<BasicBlock>).password;
    case "apikey":
      return (auth.apikey as Partial<ApiKeyBlock>).value;
  }
}

export function withoutCredential(auth: Auth | PublicAuth): PublicAuth {
  const { type, status } = auth;
  return type === "basic"
    ? { type, status, basic: { username: auth.basic.username } }
    : { type, status, apikey: { key: auth.apikey.key } };
}

/** Gives `auth` the credential of `source`, if that is the same user or header and has one. */
export function withCredentialOf(auth: PublicAuth, source: Auth | undefined): Auth | PublicAuth {
  if (auth.type === "basic" && source?.type === "basic" && source.basic.username === auth.basic.username) {
    return { ...auth, basic: source.basic };
  }
  if (auth.type === "apikey" && source?.type === "apikey" && source.apikey.key === auth.apikey.key) {
    return { ...auth, apikey: source.apikey };
  }
  return auth;
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
  const marked = Object.entries(CREDENTIALS).flatMap(([block, property]) => {
    const content = (auth as Record<string, unknown>)[block];
    return isRecord(content) && property in content
      ? [[block, { ...content, [property]: mark(content[property]) }]]
      : [];
  });
  return { ...auth, ...(Object.fromEntries(marked) as Partial<A>) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

/** Stands for an `auth` of which only the type is known, in a request that turns it off. */
export function authOfType(type: Auth["type"]): PublicAuth {
  return type === "basic"
    ? { type, status: false, basic: { username: "disabled" } }
    : { type, status: false, apikey: { key: "X-Disabled" } };
}
