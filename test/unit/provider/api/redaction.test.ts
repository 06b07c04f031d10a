import fc from "fast-check";
import { leaks } from "../../../../provider/api/redaction";

const SECRET = `canary-"sécret"&<pass>/wörd +1'\\x`;
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

/** The ways in which an API may repeat what it was sent. */
const ENCODINGS: Record<string, (secret: string) => string> = {
  "as it is": (secret) => secret,
  "in upper case": (secret) => secret.toUpperCase(),
  "in Unicode's form NFC": (secret) => secret.normalize("NFC"),
  "in Unicode's form NFD": (secret) => secret.normalize("NFD"),
  "in JSON": json,
  "in JSON in JSON": (secret) => json(json(secret)),
  "in JSON with ASCII only": (secret) => ascii(json(secret)),
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
  "in HTML by numbers": (secret) => secret.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`),
  "in HTML in JSON": (secret) => json(html(secret, NAMED)),
  "in base64": (secret) => bytes(secret, "base64"),
  "in base64url": (secret) => bytes(secret, "base64url"),
  "in hexadecimal": (secret) => bytes(secret, "hex"),
  "in base64 after one byte": (secret) => bytes(`u${secret}`, "base64"),
  "in base64 after two bytes": (secret) => bytes(`u:${secret}`, "base64"),
  "in base64 of Latin-1": (secret) => Buffer.from(secret, "latin1").toString("base64"),
};

/** One character that the neighbours' bits reach into, on both sides of base64 behind other bytes. */
const FOREIGN = 4;

describe.each(Object.entries(ENCODINGS))("a secret %s", (how, encode) => {
  test("leaks by any six characters in a row", () => {
    const encoded = encode(SECRET);
    const [from, to] = how.includes("after") ? [FOREIGN, encoded.length - FOREIGN] : [0, encoded.length];
    // Encoded twice, six characters may hold no more than two of the secret.
    const length = how.includes("twice") ? 30 : MIN_LEAK;
    const missed = Array.from({ length: to - length + 1 - from }, (_, at) =>
      encoded.slice(from + at, from + at + length),
    ).filter((piece) => !leaks(`<<${piece}>>`, [SECRET]));
    expect(missed).toEqual([]);
  });

  test("is told from a text without it", () => {
    expect(leaks("Invalid value for webhooks.auth.basic.password: too short", [SECRET])).toBe(false);
  });
});

test("fewer than six characters in a row are no leak", () => {
  expect(leaks("passw: is required", ["passw0rd-1234"])).toBe(false);
  expect(leaks("pass: is required", ["pass-1234-word"])).toBe(false);
});

test("a secret shorter than six characters leaks only whole", () => {
  expect(leaks("got abcde, sorry", ["abcde"])).toBe(true);
  expect(leaks("got abcd, sorry", ["abcde"])).toBe(false);
  expect(leaks("got %C3%A9%C3%A8, sorry", ["éè"])).toBe(true);
});

test("an empty secret leaks nowhere", () => {
  expect(leaks("got nothing", [""])).toBe(false);
});

test("white space and control characters within a secret do not hide it", () => {
  expect(leaks("got c a n a r y -1", ["canary-1234"])).toBe(true);
  expect(leaks("Y2FuYX\r\nJ5LTEyMzQ=", ["canary-1234"])).toBe(true);
  expect(leaks("can\u200bary-12", ["canary-1234"])).toBe(true);
});

const anySecret = fc.string({ minLength: 6, maxLength: 40, unit: "binary" });

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

test.each([
  ["<", "lt"],
  [">", "gt"],
])("a secret of %s leaks where only some of it is an entity of HTML, in any case", (mark, name) => {
  const entity = `&${name};`;
  expect(leaks(entity + mark + entity.toUpperCase() + mark + entity + mark, [mark.repeat(6)])).toBe(true);
});
