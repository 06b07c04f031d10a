/** This many characters in a row of a secret or of one of its encodings are a leak, and so is all of a shorter one. */
const MIN_LEAK = 6;

/**
 * Whether `text` holds part of a secret: six or more characters in a row of any of its encodings, or all of a shorter one. Letter
 * case, white space, control characters and backslashes make no difference.
 */
export function leaks(text: string, secrets: readonly string[]): boolean {
  const texts = viewsOf(text);
  const pieces = new Set(texts.flatMap((view) => piecesOf(view)));
  return secrets.some((secret) =>
    encodingsOf(secret).some((encoding) =>
      encoding.length < MIN_LEAK
        ? texts.some((view) => view.includes(encoding))
        : piecesOf(encoding).some((piece) => pieces.has(piece)),
    ),
  );
}

function piecesOf(text: string): string[] {
  return Array.from({ length: Math.max(0, text.length - MIN_LEAK + 1) }, (_, at) =>
    text.slice(at, at + MIN_LEAK),
  );
}

/** The text as it is and decoded, each also without the characters that other programs add or drop. */
function viewsOf(text: string): string[] {
  // It may have been encoded several times on its way.
  const once = decoded(text);
  const twice = decoded(once);
  return normalized([text, once, twice, decoded(twice)]);
}

function normalized(texts: readonly string[]): string[] {
  const folded = texts.map((text) => text.toLowerCase());
  const squeezed = folded.map((text) => text.replace(/[\s\p{C}\\]/gu, ""));
  return [...new Set([...folded, ...squeezed])].filter((text) => text !== "");
}

/**
 * Undoes one round of JSON, URL, form and HTML encoding, also where only some characters are encoded. `&quot;` and `&apos;` have six
 * characters, so each is a leak as it stands.
 */
function decoded(text: string): string {
  const fromHex = (_: string, code: string) => character(parseInt(code, 16));
  return text
    .replace(/\\u([0-9a-f]{4})/gi, fromHex)
    .replace(/\\u\{([0-9a-f]+)\}/gi, fromHex)
    .replace(/\\x([0-9a-f]{2})/gi, fromHex)
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll("%", ""), "hex").toString())
    .replace(/&#x([0-9a-f]+);?/gi, fromHex)
    .replace(/&#(\d+);?/g, (_, code: string) => character(Number(code)))
    .replace(/&lt;/gi, "<")
    .replace(/&gt;/gi, ">")
    .replace(/&amp;/gi, "&")
    .replaceAll("+", "");
}

function character(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : "";
}

/** How a secret may stand in a text: in any Unicode form, as JSON (once or twice), in a URL, in a form, in HTML, and as bytes. */
function encodingsOf(secret: string): string[] {
  const forms = new Set([secret, ...["NFC", "NFD", "NFKC", "NFKD"].map((form) => secret.normalize(form))]);
  return normalized(
    [...forms].flatMap((form) => [
      form,
      form.replaceAll("+", ""),
      ...jsonTexts(form),
      ...urlTexts(form),
      ...htmlTexts(form),
      ...byteTexts(Buffer.from(form)),
      ...byteTexts(Buffer.from(form, "latin1")),
    ]),
  );
}

function jsonTexts(text: string): string[] {
  const json = quoted(text);
  // Libraries differ in the characters that they escape beyond those that they must: Python and PHP, Go, .NET.
  const escaped = [
    json,
    unicodeEscaped(json, /[^\0-\x7f]/g),
    unicodeEscaped(json, /[<>&]/g),
    unicodeEscaped(text.replaceAll("\\", "\\\\"), /[^\0-\x7f]|["'<>&+`]/g),
  ];
  return escaped.flatMap((once) => [once, once.replaceAll("/", "\\/"), quoted(once)]);
}

function quoted(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function unicodeEscaped(text: string, escaped: RegExp): string {
  return text.replace(escaped, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function urlTexts(text: string): string[] {
  // A lone surrogate has no encoding in a URL; the round trip replaces it.
  const url = encodeURIComponent(Buffer.from(text).toString());
  const strict = url.replace(/[!'()*~]/g, (mark) => `%${mark.charCodeAt(0).toString(16)}`);
  return [url, strict].flatMap((encoded) => [encoded, encoded.replaceAll("%20", "+")]);
}

function htmlTexts(text: string): string[] {
  const codes = (code: (mark: string) => string) => text.replace(/[&<>"']/g, code);
  const decimal = (mark: string) => `&#${mark.charCodeAt(0)};`;
  const named = (mark: string) => NAMED[mark] ?? decimal(mark);
  return [
    codes(decimal),
    codes((mark) => `&#x${mark.charCodeAt(0).toString(16)};`),
    codes(named),
    codes((mark) => (mark === "'" ? mark : named(mark))),
    codes((mark) => (mark === "'" ? "&#x27;" : named(mark))),
    codes((mark) => (mark === "'" ? "&apos;" : named(mark))),
    codes((mark) => (mark === '"' ? "&#34;" : named(mark))),
    codes((mark) => (mark === "'" || mark === '"' ? mark : named(mark))),
  ];
}

const NAMED: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

function byteTexts(bytes: Buffer): string[] {
  // Where other bytes come first, such as a user name, base64 groups the bytes in one of three ways.
  const base64 = [0, 1, 2].map((before) => Buffer.concat([Buffer.alloc(before), bytes]).toString("base64"));
  return [
    bytes.toString("hex"),
    ...base64.flatMap((text) => [text, text.replaceAll("+", "-").replaceAll("/", "_")]),
  ];
}
