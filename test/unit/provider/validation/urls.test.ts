import { isLoopback, urlProblem } from "../../../../provider/validation/urls";

test.each([
  "https://example.com",
  "https://example.com/webhooks/start?tenant=1&x=%20",
  "HTTPS://Example.COM/webhooks",
  "https://example.com:8443/a",
  "https://xn--bcher-kva.example/a",
  "https://192.0.2.1/a",
  "https://[2001:db8::1]/a",
  "http://localhost:8080/a",
  "http://LOCALHOST/a",
  "http://127.0.0.1:1/a",
  "http://127.8.9.10/a",
  "http://[::1]:8080",
  `https://example.com/${"a".repeat(2048 - 20)}`,
])("events can be sent to %p", (url) => {
  expect(urlProblem(url)).toBeUndefined();
});

const RELATIVE = 'must be an absolute URL, such as "https://example.com/webhooks"';
const HTTPS =
  "must start with https:// (plain http:// is for loopback hosts only: localhost, 127.0.0.1, [::1])";
const CHARACTERS =
  "must have no spaces, control characters, backslashes or letters beyond ASCII: percent-encode them, and write a host name in its xn-- form";
const CREDENTIALS =
  "must carry no user name or password: what is secret does not belong in a URL, which is shown in previews";

test.each([
  ["", RELATIVE],
  ["/webhooks", RELATIVE],
  ["example.com/webhooks", RELATIVE],
  ["//example.com/webhooks", RELATIVE],
  ["undefined/start", RELATIVE],
  ["https:example.com", RELATIVE],
  ["https:/example.com", RELATIVE],
  ["https:///example.com", RELATIVE],
  ["https://", RELATIVE],
  ["https://?a", RELATIVE],
  ["https://example.com:99999", RELATIVE],
  ["https://[::1", RELATIVE],
  ["mailto:hooks@example.com", RELATIVE],
  ["http://example.com", HTTPS],
  ["HTTP://example.com", HTTPS],
  ["ftp://example.com", HTTPS],
  ["ws://localhost", HTTPS],
  ["http://localhost.", HTTPS],
  ["http://localhost.example.com", HTTPS],
  ["http://127.0.0.1.example.com", HTTPS],
  ["http://127.example.com", HTTPS],
  ["http://0.0.0.0", HTTPS],
  ["http://10.0.0.1", HTTPS],
  ["http://[::2]", HTTPS],
  ["https://user@example.com", CREDENTIALS],
  ["https://:password@example.com", CREDENTIALS],
  ["https://user:password@example.com", CREDENTIALS],
  ["http://user:password@localhost", CREDENTIALS],
  [" https://example.com", CHARACTERS],
  ["https://example.com ", CHARACTERS],
  ["https://exam\tple.com", CHARACTERS],
  ["https://example.com/\n", CHARACTERS],
  ["https://example.com/\0", CHARACTERS],
  ["https://example.com/\u007f", CHARACTERS],
  ["https://example.com/\u202e", CHARACTERS],
  ["https://bücher.example/a", CHARACTERS],
  ["https://example.com/ü", CHARACTERS],
  ["https:\\\\example.com", CHARACTERS],
  ["https://good.example\\@evil.example", CHARACTERS],
  ["https://example.com:0/a", "must have a port from 1 to 65535, or none"],
  ["https://example.com/#a", "must have no fragment (#…): HTTP never sends it"],
  ["https://example.com/a#", "must have no fragment (#…): HTTP never sends it"],
  [`https://example.com/${"a".repeat(2048 - 19)}`, "must be at most 2048 characters long, and has 2049"],
])("%p is refused, and says why", (url, problem) => {
  expect(urlProblem(url)).toBe(problem);
});

test.each(["\tx", "http://example.com/", "https://u:p@example.com/", "https://example.com/#"])(
  "a token in the URL %p does not come back in the message",
  (url) => {
    expect(urlProblem(`${url}?token=canary-token`)).toEqual(expect.not.stringContaining("canary"));
  },
);

test.each([
  ["http://localhost", true],
  ["http://2130706433", true],
  ["http://127.1", true],
  ["http://[0:0:0:0:0:0:0:1]", true],
  ["http://[::ffff:127.0.0.1]", false],
  ["http://localhost.", false],
])("whether %p is this machine: %p", (url, loopback) => {
  expect(isLoopback(new URL(url))).toBe(loopback);
});
