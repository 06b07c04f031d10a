import { hostProblem, isLoopback } from "./hosts";
import { codeOf } from "./names";

/** Common proxies and servers cut or refuse longer URLs. */
const MAX_URL = 2048;

const NOT_ABSOLUTE = 'must be an absolute URL, such as "https://example.com/webhooks"';

/** Describes a defect of a URL to which the vendor's service sends events; `undefined` when there is none. Never echoes the URL. */
export function eventUrlProblem(value: string): string | undefined {
  return urlProblem(value) ?? reachProblem(new URL(value));
}

/** Describes a defect of the API's base URL; `undefined` when there is none. Never echoes the URL. */
export function baseUrlProblem(value: string): string | undefined {
  // An empty query string counts: request paths would become part of it.
  return (
    urlProblem(value) ??
    (value.includes("?") ? "must not have a query string (?…): request paths are appended to it" : undefined)
  );
}

/** Describes a host without a dot, which the vendor's service cannot resolve. Only a base URL may have one: that of a gateway. */
function reachProblem(url: URL): string | undefined {
  return /[.:]/.test(url.hostname) || isLoopback(url)
    ? undefined
    : 'must have a host name with a dot, such as "hooks.example.com": the vendor\'s service cannot reach another';
}

/** The rules that all URLs share. */
function urlProblem(value: string): string | undefined {
  if (value.length > MAX_URL) {
    return `must be at most ${MAX_URL} characters long, but has ${value.length}`;
  }
  // The syntax of RFC 3986, section 3. `rest` is the whole value when it is not absolute.
  const [, authority = "", rest = value] = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)(.*)$/is.exec(value) ?? [];
  return (
    conversionProblem(value, authority, rest) ??
    characterProblem(value, rest) ??
    authorityProblem(authority, rest) ??
    (URL.canParse(value) ? schemeProblem(new URL(value)) : NOT_ABSOLUTE) ??
    (value.includes("#") ? "must not have a fragment (#…): HTTP never sends it" : undefined)
  );
}

/** Values that template strings convert: the result is often a valid URL. */
function conversionProblem(value: string, authority: string, rest: string): string | undefined {
  if (/(\[|%5B)object( |\+|%20)\w+(\]|%5D)/i.test(value)) {
    return 'contains "[object …]", to which JavaScript converts an object: use one of its properties, and await a Promise';
  }
  // Host labels, path segments and query values are rarely meant to be the strings that JavaScript makes of a missing value.
  const pieces = [...authority.split(/[.:@]/), ...rest.split(/[/?&=#]/)];
  const missing = pieces.find((piece) => /^(undefined|null|NaN)$/.test(piece));
  return missing && `contains "${missing}" in place of a value: check the values that the URL is made from`;
}

/** URL parsers drop, encode or disagree on characters that RFC 3986 excludes, so that the URL called could differ from the one reviewed. */
function characterProblem(value: string, rest: string): string | undefined {
  // Square brackets belong to IPv6 hosts only.
  const [character] = /[^\u0021-\u007e]|["<>\\^`{|}]/u.exec(value) ?? /[[\]]/.exec(rest) ?? [];
  if (character !== undefined) {
    const encoded = Buffer.from(character).toString("hex").toUpperCase().replace(/../g, "%$&");
    const [, remedy = ""] = REMEDIES.find(([characters]) => characters.test(character)) ?? [];
    return `must not contain ${nameOf(character)}: ${remedy} it as ${encoded}`;
  }
  if (/%(?![\da-f]{2})/i.test(value)) {
    return "must have two hexadecimal digits after each %: write a literal % as %25";
  }
  // Legal in a URL, and in pairs the quotes of OData; a single one at the end was meant as the program's quote.
  return value.endsWith("'") && value.split("'").length % 2 === 0
    ? "must not end with a stray quote (')"
    : undefined;
}

const BLANKS: Readonly<Record<string, string>> = {
  " ": "a space",
  "\n": "a line break",
  "\r": "a line break",
  "\t": "a tab",
};

function nameOf(character: string): string {
  const isVisible = /[\u0021-\u007e]/.test(character);
  return BLANKS[character] ?? `the character ${isVisible ? character : codeOf(character)}`;
}

const REMEDIES: readonly [characters: RegExp, remedy: string][] = [
  [/[{}<>]/, "fill in the placeholder, or percent-encode"],
  [/\\/, "write /, or percent-encode"],
  [/[^\0-\u007f]/, "write a host name in its xn-- form, and elsewhere percent-encode"],
  [/[^]/, "remove it, or percent-encode"],
];

/** The part between `//` and the path, read as it is written: parsers accept more, and disagree on it. */
function authorityProblem(authority: string, rest: string): string | undefined {
  if (/^(https?|wss?|ftp):?$/i.test(authority) && rest.startsWith("//")) {
    return "must have one scheme, but has two: one of the values that it is made from has https:// already";
  }
  if (authority.includes("@")) {
    return "must not contain a user name or password: previews print URLs";
  }
  const [, host = "", port] = /^(\[.*\]|\[.*|[^:]*)(?::(.*))?$/.exec(authority) ?? [];
  if (host === "") {
    return NOT_ABSOLUTE;
  }
  if (port !== undefined && !(/^\d+$/.test(port) && Number(port) > 0 && Number(port) < 65536)) {
    return "must have a port from 1 to 65535, or none";
  }
  return hostProblem(host);
}

function schemeProblem(url: URL): string | undefined {
  return url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url))
    ? undefined
    : "must start with https:// (plain http:// is for loopback hosts only: localhost, 127.0.0.1, [::1])";
}
