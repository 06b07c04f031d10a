/** This many characters in a row of a secret or of one of its encodings are a leak, and so is all of a shorter one. */
const MIN_LEAK = 6;
/** A text may have been encoded several times on its way. */
const MAX_DECODINGS = 3;

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
  const decodings = [text];
  while (decodings.length <= MAX_DECODINGS && decodings.at(-1) !== decoded(decodings.at(-1) ?? "")) {
    decodings.push(decoded(decodings.at(-1) ?? ""));
  }
  return normalized(decodings);
}

function normalized(texts: readonly string[]): string[] {
  const folded = texts.map((text) => text.toLowerCase());
  const squeezed = folded.map((text) => text.replace(/[\s\p{C}\\]+/gu, ""));
  return [...new Set([...folded, ...squeezed])].filter((text) => text !== "");
}

/** Undoes one round of JSON, URL, form and HTML encoding, also where only some characters are encoded. */
function decoded(text: string): string {
  return text
    .replace(/\\u\{?([0-9a-f]{2,6})\}?|\\x([0-9a-f]{2})/gi, (_, u?: string, x?: string) =>
      character(u ?? x, 16),
    )
    .replace(/(?:%[0-9a-f]{2})+/gi, (bytes) => Buffer.from(bytes.replaceAll("%", ""), "hex").toString())
    .replace(/&#x([0-9a-f]+);?/gi, (_, code: string) => character(code, 16))
    .replace(/&#(\d+);?/g, (_, code: string) => character(code, 10))
    .replace(/&(amp|lt|gt|quot|apos);/gi, (_, name: string) => ENTITIES[name.toLowerCase()] ?? "")
    .replaceAll("+", " ");
}

const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };

function character(code: string | undefined, base: number): string {
  const point = parseInt(code ?? "", base);
  return point <= 0x10ffff ? String.fromCodePoint(point) : "";
}

/** How a secret may stand in a text: in any Unicode form, as JSON (once or twice), in a URL, in a form, in HTML, and as bytes. */
function encodingsOf(secret: string): string[] {
  const forms = new Set([secret, ...["NFC", "NFD", "NFKC", "NFKD"].map((form) => secret.normalize(form))]);
  return normalized(
    [...forms].flatMap((form) => [
      form,
      form.replaceAll("+", " "),
      ...jsonTexts(form),
      ...urlTexts(form),
      ...htmlTexts(form),
      ...byteTexts(Buffer.from(form)),
      ...byteTexts(Buffer.from(form, "latin1")),
    ]),
  );
}

function jsonTexts(text: string): string[] {
  const once = JSON.stringify(text).slice(1, -1);
  const twice = JSON.stringify(once).slice(1, -1);
  // Libraries differ in the characters that they escape beyond those that they must: Python and PHP, Go, .NET.
  const escaped = [
    once,
    unicodeEscaped(once, /[^\0-\x7f]/g),
    unicodeEscaped(once, /[<>&]/g),
    unicodeEscaped(text.replaceAll("\\", "\\\\"), /[^\0-\x7f]|["'<>&+`]/g),
  ];
  return [
    twice,
    ...escaped.flatMap((json) => [json, json.replaceAll("/", "\\/"), json.replaceAll("\\u", "\\\\u")]),
  ];
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
  // Where other bytes come first, such as a user name, base64 groups the bytes in one of three ways. Its first and last
  // characters then depend on those other bytes.
  const inner = [0, 1, 2].map((before) =>
    Buffer.concat([Buffer.alloc(before), bytes])
      .toString("base64")
      .replace(/=+$/, "")
      .slice(before === 0 ? 0 : before + 1, (before + bytes.length) % 3 === 0 ? undefined : -1),
  );
  return [
    bytes.toString("hex"),
    ...[bytes.toString("base64"), ...inner.filter(({ length }) => length >= MIN_LEAK)].flatMap((base64) => [
      base64,
      base64.replaceAll("+", "-").replaceAll("/", "_"),
    ]),
  ];
}
