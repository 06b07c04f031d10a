import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";

/** This much of a secret in a row is a leak, and so is this much of an encoded one, which by chance resembles more. */
const MIN_TRACE = 6;
const MIN_ENCODED_TRACE = 12;

/**
 * Secrets that occur nowhere by chance, not even in pieces, each with characters that JSON, URLs, forms and HTML write in another
 * way.
 */
export const CANARIES = {
  CANARY_KEY: `Kq7"Zt4\\Xw9/Jv2&Bh6+Ny3<Gd8>`,
  CANARY_PASSWORD: `Wm5"Rc1\\Pf8/ Üx3&Tl7+Vb4<Hz9>`,
  CANARY_VALUE: `Yd2"Qk6\\Sn4/ Fj9&Lg1+Cx7<Mr5>`,
  CANARY_NEW_PASSWORD: `Db8"Vw3\\Hq6/ Éz1&Kn5+Xt9<Pj2>`,
  CANARY_NEW_VALUE: `Gx4"Jm9\\Tz2/ Rp7&Wc3+Qf1<Lk8>`,
};

/** The user name beside each password. With its colon it has 12 characters, so that the base64 of both holds that of the password. */
export const USERNAME = "canary-user";

/** A piece of each canary that is in `text`, in clear or encoded in any way; empty when there is none. */
export function tracesIn(text: string): string[] {
  return Object.entries(PIECES).flatMap(([canary, pieces]) => {
    const found = pieces.find((piece) => text.includes(piece));
    return found === undefined ? [] : [`${canary}: ${found}`];
  });
}

/** The same for all files below `folder`. */
export function tracesInFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap((entry) => {
      const file = join(entry.parentPath, entry.name);
      return tracesIn(readFileSync(file, "utf8")).map((trace) => `${relative(folder, file)}: ${trace}`);
    });
}

/** A secret as it may be encoded on its way through JSON (once or several times), URLs, forms, HTML, Go's quotes and headers. */
function encodingsOf(secret: string): string[] {
  const json = [secret];
  for (const _time of [1, 2, 3]) {
    json.push(JSON.stringify(json.at(-1)).slice(1, -1));
  }
  const goJson = json.map((text) =>
    text.replace(/[<>&]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`),
  );
  const url = encodeURIComponent(secret);
  return [
    ...json.slice(1),
    ...goJson,
    url,
    url.replaceAll("%20", "+"),
    secret.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`),
    base64(secret),
  ];
}

export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}

const PIECES = Object.fromEntries(
  Object.entries(CANARIES).map(([canary, secret]) => [
    canary,
    [
      ...piecesOf(secret, MIN_TRACE),
      ...encodingsOf(secret).flatMap((encoded) => piecesOf(encoded, MIN_ENCODED_TRACE)),
    ],
  ]),
);

function piecesOf(text: string, length: number): string[] {
  return Array.from({ length: text.length - length + 1 }, (_, at) => text.slice(at, at + length));
}
