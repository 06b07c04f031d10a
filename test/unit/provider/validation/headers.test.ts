import { headerNameProblem, headerValueProblem } from "../../../../provider/validation/headers";

test.each(["X-Webhook-Key", "authorization", "a", "!#$%&'*+-.^_`|~09azAZ"])("%p can carry a key", (name) => {
  expect(headerNameProblem(name)).toBeUndefined();
});

// RFC 9110, section 5.6.2: the delimiters, and everything that is not visible ASCII.
test.each([
  "",
  " ",
  "X Key",
  "X-Key ",
  "X-Key:",
  "X\tKey",
  "X\r\nEvil: 1",
  "Schlüssel",
  ...Array.from('"(),/:;<=>?@[\\]{}'),
])("%p is no header name", (name) => {
  expect(headerNameProblem(name)).toBe(
    'must be an HTTP header name (letters, digits and !#$%&\'*+-.^_`|~), such as "X-Webhook-Key"',
  );
});

test.each([
  "Connection",
  "proxy-connection",
  "Keep-Alive",
  "TE",
  "Trailer",
  "Transfer-Encoding",
  "UPGRADE",
  "Proxy-Authenticate",
  "Proxy-Authorization",
  "Content-Length",
  "Content-Type",
  "Content-Encoding",
  "Host",
  "Expect",
])("%p belongs to HTTP, not to a key", (name) => {
  expect(headerNameProblem(name)).toBe(
    `must not be ${name}, which HTTP itself uses: choose a name of your own, such as "X-Webhook-Key"`,
  );
});

test.each(["k", "Bearer abc.def-_=", "two words", "!~"])("%p can be a header's value", (value) => {
  expect(headerValueProblem(value)).toBeUndefined();
});

const OUTER = "must not start or end with a space or line break: HTTP drops them";
const CHARACTERS =
  "must be printable ASCII, without line breaks or other control characters: HTTP matches nothing else safely in a header";

test.each([
  ["", "must not be empty"],
  [" ", OUTER],
  [" key", OUTER],
  ["key ", OUTER],
  ["key\n", OUTER],
  ["\tkey", OUTER],
  ["key\u00a0", OUTER],
  ["a\tb", CHARACTERS],
  ["a\r\nEvil: 1", CHARACTERS],
  ["a\0b", CHARACTERS],
  ["a\u007fb", CHARACTERS],
  ["käy", CHARACTERS],
  ["k😀y", CHARACTERS],
])("the value %p is refused, and says why", (value, problem) => {
  expect(headerValueProblem(value)).toBe(problem);
});
