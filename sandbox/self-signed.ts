import { createPrivateKey } from "node:crypto";

/**
 * A key and a certificate for `127.0.0.1`, `localhost` and `api.example` that nobody has reason to trust.
 *
 * The private key is the number one: it protects nothing, so no reader or scanner mistakes it for a secret.
 */
export const selfSigned: { readonly key: string; readonly cert: string } = {
  key: createPrivateKey({
    format: "jwk",
    key: {
      kty: "EC",
      crv: "P-256",
      d: `${"A".repeat(42)}E`,
      x: "axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY",
      y: "T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU",
    },
  }).export({ type: "pkcs8", format: "pem" }) as string,
  cert: `-----BEGIN CERTIFICATE-----
MIIBhzCCAS2gAwIBAgIBATAKBggqhkjOPQQDAjAfMR0wGwYDVQQDDBRwdWx1bWkt
eG9iaW4gc2FuZGJveDAgFw0yMDAxMDEwMDAwMDBaGA8yMTIwMDEwMTAwMDAwMFow
HzEdMBsGA1UEAwwUcHVsdW1pLXhvYmluIHNhbmRib3gwWTATBgcqhkjOPQIBBggq
hkjOPQMBBwNCAARrF9Hy4SxCR/i85uVjpEDydwN9gS3rM6D0oTlF2JjClk/jQuL+
Gn+bjufrSnwPnhYrzjNXazFezsu2QGg3v1H1o1gwVjAMBgNVHRMBAf8EAjAAMCcG
A1UdEQQgMB6HBH8AAAGCCWxvY2FsaG9zdIILYXBpLmV4YW1wbGUwHQYDVR0OBBYE
FLRno5mete+mcd4AMvCKnJ5e/aDhMAoGCCqGSM49BAMCA0gAMEUCIBIR4oCNsgpy
h+YLkdM5vY/+VhajNUigc5QXlx5fHpsWAiEA6HOY8uuT/e7zPG7wCoYlX7zSLG00
sQ496hmIG7KtQ+g=
-----END CERTIFICATE-----
`,
};
