import fc from "fast-check";
import { redactedApiMessage } from "../../../../provider/api/redaction";

const SECRET = `canary-"sécret"&<pass>/word +1`;

test("an answer says its error and its message, on one line, and nothing else", () => {
  const body = {
    error: " limit_exceed\n",
    message: "Invites\u0000Exhausted.\u202e",
    request: "r",
    status: "s",
  };
  expect(redactedApiMessage(JSON.stringify(body), [])).toBe("limit_exceed: Invites Exhausted.");
});

test.each([
  "",
  "<html>Bad gateway</html>",
  "null",
  "[]",
  "1",
  '"text"',
  "{}",
  '{"error":{"a":1},"message":null}',
  "{",
])("the body %j says nothing", (body) => {
  expect(redactedApiMessage(body, ["secret"])).toBe("");
});

test("a long text is shortened", () => {
  const shortened = redactedApiMessage(JSON.stringify({ error: "word ".repeat(1000) }), []);
  expect(shortened).toHaveLength(301);
  expect(shortened).toMatch(/…$/);
});

const json = JSON.stringify(SECRET).slice(1, -1);

/** Each a way in which an API may repeat what it was sent. */
const echoes: [how: string, echo: string][] = [
  ["as it is", SECRET],
  ["in JSON", json],
  ["in JSON in JSON", JSON.stringify(json).slice(1, -1)],
  ["in JSON with ASCII only", json.replaceAll("é", "\\u00e9")],
  ["in JSON as PHP writes it", json.replaceAll("é", "\\u00e9").replaceAll("/", "\\/")],
  ["in a URL", encodeURIComponent(SECRET)],
  ["in a URL, in small letters", encodeURIComponent(SECRET).replace(/%../g, (code) => code.toLowerCase())],
  ["in a form", encodeURIComponent(SECRET).replaceAll("%20", "+")],
  ["in HTML", "canary-&quot;sécret&quot;&amp;&lt;pass&gt;/word +1"],
  ["in HTML by numbers", "canary-&#34;sécret&#34;&#38;&#60;pass&#62;/word +1"],
  ["in base64", Buffer.from(SECRET).toString("base64")],
];

test.each(echoes)("a secret echoed %s is struck out", (_how, echo) => {
  const body = JSON.stringify({ error: `Invalid value ${echo}, sorry` });
  expect(redactedApiMessage(body, [])).toContain(echo.slice(0, 8));
  expect(redactedApiMessage(body, [SECRET])).toBe("Invalid value [secret], sorry");
});

test.each(echoes)("a secret echoed %s and cut off anywhere is struck out", (_how, echo) => {
  for (let length = 4; length < echo.length; length += 1) {
    const start = echo.slice(0, length);
    const end = echo.slice(-length);
    for (const text of [
      `got ${start}`,
      `got ${start}...`,
      `got "${start}"`,
      `got ${start}…`,
      `got ${start}****`,
    ]) {
      expect(redactedApiMessage(JSON.stringify({ error: text, message: "m" }), [SECRET])).not.toContain(
        start,
      );
    }
    for (const text of [`${end} was sent`, `...${end} was sent`, `****${end} was sent`]) {
      expect(redactedApiMessage(JSON.stringify({ error: "e", message: text }), [SECRET])).not.toContain(end);
    }
  }
});

test("words that only begin as a secret does are left as they are", () => {
  const body = JSON.stringify({ error: "password: is required" });
  expect(redactedApiMessage(body, ["pass-1234-word"])).toBe("password: is required");
});

test("several secrets are struck out, one within another too", () => {
  const body = JSON.stringify({ error: "abcd1234efgh and abcd1234 and key-5678" });
  expect(redactedApiMessage(body, ["abcd1234", "key-5678", "abcd1234efgh"])).toBe(
    "[secret] and [secret] and [secret]",
  );
});

test("whatever an API says around a secret, the secret is not in it", () => {
  const secret = fc.string({ minLength: 8, maxLength: 40, unit: "grapheme" });
  fc.assert(
    fc.property(secret, fc.string(), fc.string(), (value, before, after) => {
      fc.pre(value.trim() === value && !/[\s\p{C}]/u.test(value) && !"[secret]".includes(value));
      expect(redactedApiMessage(JSON.stringify({ error: before + value + after }), [value])).not.toContain(
        value,
      );
    }),
  );
});

test("a large answer takes no time", () => {
  const body = JSON.stringify({ error: "canary-".repeat(9000), message: "[{".repeat(9000) });
  const start = performance.now();
  redactedApiMessage(body, [SECRET, "another-secret-of-some-length", "x".repeat(2000)]);
  expect(performance.now() - start).toBeLessThan(2000);
});
