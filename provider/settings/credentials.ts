import type { Auth } from "./schema";

/** What is secret in an authentication: the credential, and for `basic` also the form in which HTTP matches it. */
export function secretsOf(auth: Auth | undefined): string[] {
  switch (auth?.type) {
    case "basic": {
      const { username, password } = auth.basic;
      return [password, Buffer.from(`${username}:${password}`).toString("base64")];
    }
    case "apikey":
      return [auth.apikey.value];
    case undefined:
      return [];
  }
}
