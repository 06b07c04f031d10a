import fc from "fast-check";
import { leaks } from "../../../../../provider/api/http/redaction";

const SECRET = `canary-"sécret"&<pass>/wörd +1'\\x`;
/** Marks that encodings treat differently stand next to each other, and bytes whose base64 has `+` and `/`. */
const SECRETS = [SECRET, `'"'&'<"'>"&"'`, "~~~???>>>??~~>>>?"];
const MIN_LEAK = 6;

const json = (text: string) => JSON.stringify(text).slice(1, -1);
const ascii = (text: string) =>
  text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
const netJson = (text: string) =>
  json(text.replaceAll('"', "\0"))
    .replaceAll("\\u0000", '"')
    .replace(
      /[^\0-\x7f]|["'<>&+`]/g,
      (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0").toUpperCase()}`,
    );
const lowerUrl = (url: string) => url.replace(/%../g, (code) => code.toLowerCase());
const html = (text: string, marks: Record<string, string>) =>
  text.replace(/[&<>"']/g, (mark) => marks[mark] ?? mark);
const NAMED = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const bytes = (text: string, encoding: BufferEncoding) => Buffer.from(text).toString(encoding);

const bytes16 = (text: string) => Buffer.from(text, "utf16le");
const eachByte = (text: string, write: (byte: number) => string) => Array.from(Buffer.from(text), write);
const hex2 = (byte: number) => byte.toString(16).padStart(2, "0");

/** The ways in which an API may repeat what it was sent. */
const ENCODINGS: Record<string, (secret: string) => string> = {
  "as it is": (secret) => secret,
  "in upper case": (secret) => secret.toUpperCase(),
  "in Unicode's form NFC": (secret) => secret.normalize("NFC"),
  "in Unicode's form NFD": (secret) => secret.normalize("NFD"),
  "in JSON": json,
  "in JSON in JSON": (secret) => json(json(secret)),
  "in JSON with ASCII only": (secret) => ascii(json(secret)),
  "in JSON with ASCII only, in JSON": (secret) => json(ascii(json(secret))),
  "in JSON as PHP writes it": (secret) => ascii(json(secret)).replaceAll("/", "\\/"),
  "in JSON as Go writes it": (secret) =>
    json(secret).replace(/[<>&]/g, (mark) => `\\u00${mark.charCodeAt(0).toString(16)}`),
  "in JSON as .NET writes it": netJson,
  "in a URL": (secret) => encodeURIComponent(secret),
  "in a URL, in lower case": (secret) => lowerUrl(encodeURIComponent(secret)),
  "in a URL of a NFD text": (secret) => encodeURIComponent(secret.normalize("NFD")),
  "in a URL, twice": (secret) => encodeURIComponent(encodeURIComponent(secret)),
  "in a form": (secret) => new URLSearchParams({ a: secret }).toString().slice(2),
  "in HTML": (secret) => html(secret, { ...NAMED, "'": "&#39;" }),
  "in HTML as Python writes it": (secret) => html(secret, { ...NAMED, "'": "&#x27;" }),
  "in HTML as Go writes it": (secret) => html(secret, { ...NAMED, '"': "&#34;", "'": "&#39;" }),
  "in XML": (secret) => html(secret, { ...NAMED, "'": "&apos;" }),
  "in HTML without the apostrophe": (secret) => html(secret, NAMED),
  "in HTML without quotation marks": (secret) => html(secret, { ...NAMED, '"': '"' }),
  "in HTML by hexadecimal numbers": (secret) =>
    secret.replace(/[&<>"']/g, (mark) => `&#x${mark.charCodeAt(0).toString(16)};`),
  "in HTML by numbers": (secret) => secret.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`),
  "in HTML in JSON": (secret) => json(html(secret, NAMED)),
  "in base64": (secret) => bytes(secret, "base64"),
  "in base64url": (secret) => bytes(secret, "base64url"),
  "as a list of bytes": (secret) => JSON.stringify(Buffer.from(secret)),
  "as a list of hexadecimal bytes": (secret) => eachByte(secret, (byte) => `0x${hex2(byte)}`).join(", "),
  "in quoted-printable": (secret) => eachByte(secret, (byte) => `=${hex2(byte).toUpperCase()}`).join(""),
  "in hexadecimal with colons": (secret) => eachByte(secret, hex2).join(":"),
  "in hexadecimal": (secret) => bytes(secret, "hex"),
  "in base64 after one byte": (secret) => bytes(`u${secret}`, "base64"),
  "in base64 after two bytes": (secret) => bytes(`u:${secret}`, "base64"),
  "in base64, twice": (secret) => Buffer.from(bytes(secret, "base64")).toString("base64"),
  "in base64 of UTF-16": (secret) => bytes16(secret).toString("base64"),
  "in base64 of Latin-1": (secret) => Buffer.from(secret, "latin1").toString("base64"),
};

/** Their digits stand for more or less than a character, and the bits of what comes first reach into the first of them. */
const IN_DIGITS = /in base64( after|url|$)|Latin-1|in hexadecimal/;
const FOREIGN = 4;

/** The shortest beginning of `text` with six characters that count. */
function beginningOf(text: string, counts: RegExp): string | undefined {
  const places = [...text.matchAll(counts)];
  const last = places[MIN_LEAK - 1];
  return last && text.slice(0, last.index + last[0].length);
}

/** What an API shows of a secret when it shows six characters of it, or six digits of its base64 or hexadecimal form. */
function piecesOf(secret: string, how: string, encode: (text: string) => string): string[] {
  if (!IN_DIGITS.test(how)) {
    return beginningsIn(secret, /[^\s\p{Cc}\p{Cf}\\+]/gu).map(encode);
  }
  const encoded = encode(secret);
  return beginningsIn(how.includes("after") ? encoded.slice(FOREIGN, -FOREIGN) : encoded, /[a-z\d]/gi);
}

const beginningsIn = (text: string, counts: RegExp) =>
  Array.from(text, (_, at) => beginningOf(text.slice(at), counts)).filter((piece) => piece !== undefined);

describe.each(Object.entries(ENCODINGS))("a secret %s", (how, encode) => {
  test.each(SECRETS)("leaks by any six characters in a row: %s", (secret) => {
    const pieces = piecesOf(secret, how, encode);
    expect(pieces.length).toBeGreaterThan(0);
    expect(pieces.filter((piece) => !leaks(`<<${piece}>>`, [secret]))).toEqual([]);
  });

  test("is told from a text without it", () => {
    expect(leaks("Invalid value for webhooks.auth.basic.password: too short", [SECRET])).toBe(false);
  });
});

test("fewer than six characters in a row are no leak", () => {
  expect(leaks('got "canar', ["canary-1234"])).toBe(false);
  expect(leaks("passw: is required", ["passw0rd-1234"])).toBe(false);
  expect(leaks("pass: is required", ["pass-1234-word"])).toBe(false);
});

test("a secret shorter than six characters leaks only whole", () => {
  expect(leaks("got abcde, sorry", ["abcde"])).toBe(true);
  expect(leaks("got abcd, sorry", ["abcde"])).toBe(false);
  expect(leaks("got %C3%A9%C3%A8, sorry", ["éè"])).toBe(true);
  expect(leaks("got a b c, sorry", ["abc"])).toBe(true);
});

test("a short secret does not leak by words that have its letters in turn", () => {
  expect(leaks("not a.b.c", ["abc"])).toBe(false);
  expect(leaks("webhooks: bad, url: bad", ["#bad1"])).toBe(false);
});

test("an empty secret leaks nowhere", () => {
  expect(leaks("got nothing", [""])).toBe(false);
});

test("white space and control characters within a secret do not hide it", () => {
  expect(leaks("got c a n a r y -1", ["canary-1234"])).toBe(true);
  expect(leaks("Y2FuYX\r\nJ5LTEyMzQ=", ["canary-1234"])).toBe(true);
  expect(leaks("can\u200bary-12", ["canary-1234"])).toBe(true);
});

/** Of characters that count, each as one. */
const anySecret = fc
  .string({ minLength: 6, maxLength: 40, unit: "binary" })
  .map((text) => text.normalize("NFKC").replace(/[\s\p{Cc}\p{Cf}\\+]/gu, "x"))
  .filter(({ length }) => length >= MIN_LEAK);

test("any piece of any secret leaks, whatever is around it", () => {
  fc.assert(
    fc.property(anySecret, fc.string(), fc.string(), fc.nat(), (secret, before, after, at) => {
      const start = at % (secret.length - MIN_LEAK + 1);
      expect(leaks(before + secret.slice(start, start + MIN_LEAK) + after, ["else", secret])).toBe(true);
    }),
  );
});

test("any secret leaks in any encoding", () => {
  fc.assert(
    fc.property(anySecret, fc.constantFrom(...Object.keys(ENCODINGS)), (secret, how) => {
      fc.pre(Buffer.from(secret).toString() === secret);
      const encoded = ENCODINGS[how]?.(secret) ?? "";
      // Latin-1 has no other letters.
      fc.pre(!how.includes("Latin-1") || Buffer.from(secret, "latin1").toString("latin1") === secret);
      expect(leaks(`got ${encoded}.`, [secret])).toBe(true);
    }),
    { numRuns: 500 },
  );
});

/** The ways in which any one character can be written. */
const CHARACTERS: [how: string, write: (mark: string, point: number) => string][] = [
  ["JSON", (_, point) => `\\u${point.toString(16).padStart(4, "0")}`],
  ["JSON in upper case", (_, point) => `\\U${point.toString(16).padStart(4, "0").toUpperCase()}`],
  ["Python", (_, point) => `\\U${point.toString(16).padStart(8, "0")}`],
  ["C", (mark) => eachByte(mark, (byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("")],
  ["JavaScript's old escape", (_, point) => `%u${point.toString(16).padStart(4, "0")}`],
  ["JavaScript", (_, point) => `\\x${point.toString(16)}`],
  ["JavaScript's longer form", (_, point) => `\\u{${point.toString(16)}}`],
  [
    "a URL",
    (mark) =>
      `%${Buffer.from(mark)
        .toString("hex")
        .replace(/..(?=.)/g, "$&%")}`,
  ],
  [
    "a URL, three times",
    (mark) =>
      `%2525${Buffer.from(mark)
        .toString("hex")
        .replace(/..(?=.)/g, "$&%2525")}`,
  ],
  ["HTML", (_, point) => `&#${point};`],
  ["HTML without semicolons", (_, point) => `&#${point}`],
  ["HTML by hexadecimal numbers", (_, point) => `&#x${point.toString(16)};`],
  ["HTML by hexadecimal numbers, without semicolons", (_, point) => `&#x${point.toString(16)}`],
];

describe.each(CHARACTERS)("a secret whose characters are written as in %s", (_, write) => {
  const written = (text: string) => text.replace(/[^]/gu, (mark) => write(mark, mark.codePointAt(0) ?? 0));

  test.each(["canary", "ñandú!"])("leaks: %s", (secret) => {
    expect(leaks(`got ${written(secret)}, sorry`, [secret])).toBe(true);
  });

  test("leaks where only its first and last are", () => {
    expect(leaks(`got ${written("w")}xyz0${written("9")}, sorry`, ["wxyz09"])).toBe(true);
  });
});

test("letter case makes no difference in a URL either", () => {
  expect(leaks(`got ${encodeURIComponent("éèàçêë")}, sorry`, ["ÉÈÀÇÊË"])).toBe(true);
});

test("a secret leaks in HTML in HTML", () => {
  expect(leaks("got &amp;lt;a&amp;lt;b&amp;lt;c, sorry", ["<a<b<c"])).toBe(true);
});

test("letters behind an escaped character are not taken for its number", () => {
  expect(leaks(String.raw`got \u0061bcdef, sorry`, ["abcdef"])).toBe(true);
  expect(leaks(String.raw`got \x61bcdef, sorry`, ["abcdef"])).toBe(true);
});

test("the number of no character hides nothing", () => {
  const last = "\u{10ffff}".repeat(3);
  expect(leaks("can&#x110000;ary&#99999999999;-1", ["canary-1"])).toBe(true);
  expect(leaks("&#x10ffff;&#x10ffff;&#x10ffff;", [last])).toBe(true);
});

test("blanks leak as plus signs, also only some of them, and the other way round", () => {
  expect(leaks("got a+b c+d+e f", ["a b c d e f"])).toBe(true);
  expect(leaks("got ab cd ef gh", ["ab+cd ef+gh"])).toBe(true);
});

test.each([
  ["<", "lt"],
  [">", "gt"],
  ["&", "amp"],
  ['"', "quot"],
  ["'", "apos"],
])("a secret of %s leaks where some of it is an entity of HTML, in any case", (mark, name) => {
  const entity = `&${name};`;
  expect(leaks(entity + mark + entity.toUpperCase() + mark + entity + mark, [mark.repeat(6)])).toBe(true);
});

test.each([
  ".",
  "-",
  ":",
  ", ",
  " ",
  "\n",
  "<br>",
  "<wbr/>",
  "</em><em>",
  "&lt;wbr&gt;",
  "\u034f",
  "\ufe0f",
  "\u200b",
])("letters and digits leak with %j between them", (separator) => {
  expect(leaks(`got ${Array.from("canary1234").join(separator)}, sorry`, ["canary-1234"])).toBe(true);
});

test("full-width letters and digits leak", () => {
  expect(leaks("got ｃａｎａｒｙ１２３, sorry", ["canary-1234"])).toBe(true);
});

test.each(["canar…12345", "54321-yranac", "c*n*r*-*2*4*"])("%s is no leak", (text) => {
  expect(leaks(`got ${text}, sorry`, ["canary-12345"])).toBe(false);
});

test("usual messages are not withheld, whatever the secret", () => {
  const messages = [
    "Invalid API key",
    "AI interview not found",
    "limit_exceed: Invites Exhausted. Please contact support.",
    "webhooks.submission.url must be a valid https URL (request 0f8fad5b-d9cb-469f-a165-70867728950e at 2026-11-29T00:06:12Z)",
    'webhooks.auth.apikey.key "X-Webhook-Key" is required when type is apikey',
  ];
  const digits = Array.from("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
  const secret = fc
    .array(fc.constantFrom(...digits), { minLength: 16, maxLength: 64 })
    .map((each) => each.join(""));
  fc.assert(
    fc.property(secret, fc.constantFrom(...messages), (one, message) => {
      expect(leaks(message, [one])).toBe(false);
    }),
    { numRuns: 500 },
  );
});
