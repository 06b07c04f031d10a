/** So many characters in a row of a secret, or of its base64 or hexadecimal digits, are a leak; so is all of a shorter secret. */
const MIN_LEAK = 6;

/**
 * Whether `text` holds part of a secret. Both are compared as they stand, without white space, and by their letters and digits alone,
 * in any case, so that separators, line breaks and padding hide nothing. A secret counts in hexadecimal and base64 too; the text is also
 * decoded, up to three times from JSON, URLs, forms, HTML with its tags, source code and lists of bytes, and once from base64.
 *
 * Not recognized: fewer than six characters in a row, as masks leave them, and a secret that is reversed, compressed or encrypted.
 */
export function leaks(text: string, secrets: readonly string[]): boolean {
  const views = [...new Set(decodingsOf(text).map(fold))];
  const pieces = new Set([...views, ...views.map(lettersAndDigits)].flatMap(piecesOf));
  return secrets.some((secret) => {
    const folded = fold(secret);
    return folded.length < MIN_LEAK
      ? folded !== "" && views.some((view) => view.includes(folded))
      : encodingsOf(secret).some((encoding) => piecesOf(encoding).some((piece) => pieces.has(piece)));
  });
}

/** Every six characters in a row. */
function piecesOf(text: string): string[] {
  const length = Math.max(0, text.length - MIN_LEAK + 1);
  return Array.from({ length }, (_, start) => text.slice(start, start + MIN_LEAK));
}

/** Without the characters that other programs add or drop: white space and control characters, backslashes, and `+` for a blank. */
function fold(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[\s\p{Cc}\p{Cf}\\+]+/gu, "");
}

function lettersAndDigits(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]+/gu, "");
}

/** Of base64 there are three, one for each number of bytes that come first, such as those of a user name. */
function encodingsOf(secret: string): string[] {
  const encoded = (["utf8", "utf16le", "latin1"] as const).flatMap((charset) => {
    const bytes = Buffer.from(secret, charset);
    return [
      bytes.toString("hex"),
      ...[0, 1, 2].map((before) => Buffer.concat([Buffer.alloc(before), bytes]).toString("base64")),
    ];
  });
  return [...new Set([fold(secret), ...[secret, ...encoded].map(lettersAndDigits)])];
}

function decodingsOf(text: string): string[] {
  const once = decode(text);
  const twice = decode(once);
  const thrice = decode(twice);
  const decoded = [...new Set([text, once, twice, thrice])];
  const withoutTags = decoded.map((each) => each.replace(/<[^<>]*>/g, ""));
  return [...decoded, ...withoutTags, ...base64In(text), ...base64In(thrice)];
}

/** Characters that do not belong to base64 are skipped, so that it may begin at any of four places. */
function base64In(text: string): string[] {
  const digits = text.replace(/[^\w+/-]/g, "");
  return [0, 1, 2, 3].map((start) => Buffer.from(digits.slice(start), "base64").toString("latin1"));
}

function decode(text: string): string {
  return ESCAPES.reduce((decoded, [written, read]) => decoded.replace(written, read), text);
}

const fromHex = (_: string, code: string) => character(parseInt(code, 16));

/** How software writes characters, and how to read them. */
const ESCAPES: readonly [written: RegExp, read: (match: string, code: string) => string][] = [
  // JSON and source code.
  [/\\u\{([\da-f]+)\}/gi, fromHex],
  [/\\U(000[\da-f]{5})/g, fromHex],
  [/[\\%]u([\da-f]{4})/gi, fromHex],
  [/\\x([\da-f]{2})/gi, fromHex],
  [/(?:\\[0-3][0-7]{2})+/g, (bytes) => fromBytes(bytes.slice(1).split("\\"), 8)],
  // HTML.
  [/&#x([\da-f]+);?/gi, fromHex],
  [/&#(\d+);?/g, (_, code) => character(Number(code))],
  [/&(lt|gt|amp|quot|apos);/gi, (_, name) => MARKS[name.toLowerCase()] ?? ""],
  // URLs, forms and quoted-printable, then lists of bytes.
  [/(?:[%=][\da-f]{2})+/gi, (bytes) => fromBytes(bytes.slice(1).split(/[%=]/), 16)],
  [/\d{1,3}(?:\s*,\s*\d{1,3}){5,}/g, (bytes) => fromBytes(bytes.split(","), 10)],
  [/0x(?=[\da-f]{2})/gi, () => ""],
];

const MARKS: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

function character(point: number): string {
  return point <= 0x10ffff ? String.fromCodePoint(point) : "";
}

function fromBytes(codes: readonly string[], radix: number): string {
  return Buffer.from(codes.map((code) => parseInt(code, radix))).toString();
}
