import { baseUrlProblem, eventUrlProblem } from "../../../../provider/validation/urls";

/** URLs as platforms give them to their users, and the rarer forms that RFC 3986 allows. */
const USABLE = [
  "https://example.com",
  "https://example.com/webhooks/start?tenant=1&x=%20",
  "HTTPS://Example.COM/webhooks",
  "https://example.com:8443/a",
  "https://example.com/?",
  "https://xn--bcher-kva.example/a",
  "https://my_service.example.com/a",
  "https://_hooks.example.com/a",
  "https://3scale.example.com/a",
  "https://a--b.example.com/a",
  `https://${"a".repeat(63)}.example.com/a`,
  `https://${"a23456789.".repeat(25)}com/a`,
  "https://example.com:65535/a",
  "https://ftp.example.com//a",
  "https://192.0.2.1/a",
  "https://[2001:db8::1]/a",
  "https://[2001:db8::1]:8443/a?b",
  "https://[::ffff:192.0.2.1]/a",
  "http://localhost:8080/a",
  "http://LOCALHOST/a",
  "https://localhost/a",
  "http://127.0.0.1:1/a",
  "http://127.8.9.10/a",
  "http://[::1]:8080",
  // Tunnels.
  "https://1a2b-203-0-113-7.ngrok-free.app/start",
  "https://random-words-here.trycloudflare.com/start",
  "https://abc123.lhr.life/start",
  "https://abc.localhost.run/start",
  "https://x7k2j9-8080.euw.devtunnels.ms/start",
  "https://smee.io/AbCdEf012345",
  // Clouds.
  "https://my-app.azurewebsites.net/api/start?code=aB3_x-9/Zq+7==&clientId=default",
  "https://abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-west-1.on.aws/",
  "https://a1b2c3d4e5.execute-api.eu-west-1.amazonaws.com/$default/start",
  "https://receiver-abc123-ew.a.run.app/start",
  "https://europe-west1-my-project.cloudfunctions.net/start",
  "https://receiver.my-account.workers.dev/start",
  "https://prod-01.westeurope.logic.azure.com:443/workflows/0a/triggers/manual/paths/invoke?api-version=2016-10-01&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=Ab-c_d",
  "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
  // Legal characters, and words that look like mistakes and are none.
  "https://example.com/~me/@team/a;v=1,2/!$&'()*+,;=:@",
  "https://example.com/odata?$filter=name%20eq%20'x'",
  "https://example.com/odata?$filter=name%20eq%20'xy'",
  "https://example.com/is-null",
  "https://example.com/proxy/https://receiver.example/start",
  "https://example.com/undefined-behavior/nullable/nan",
  "https://undefined-labs.example.com/",
  "https://nan.example.com/",
  `https://example.com/${"a".repeat(2048 - 20)}`,
];

test.each(USABLE)("events can be sent to %p", (url) => {
  expect(eventUrlProblem(url)).toBeUndefined();
});

const RELATIVE = 'must be an absolute URL, such as "https://example.com/webhooks"';
const HTTPS =
  "must start with https:// (plain http:// is for loopback hosts only: localhost, 127.0.0.1, [::1])";
const CREDENTIALS = "must not contain a user name or password: previews print URLs";
const PORT = "must have a port from 1 to 65535, or none";
const TWO_SCHEMES =
  "must have one scheme, but has two: one of the values that it is made from has https:// already";
const OBJECT =
  'contains "[object …]", to which JavaScript converts an object: use one of its properties, and await a Promise';
const LABELS =
  "must have a host name of labels between dots, each of 1 to 63 letters, digits, hyphens or underscores, without a hyphen at either end";
const FINAL_DOT = "must have a host name without a dot at its end";
const IPV4 =
  "must write an IPv4 address as four decimal numbers, such as 203.0.113.7 (no host name ends in a number)";
const IPV6 = "must write an IPv6 address as in [2001:db8::1], without a zone";
const NO_HOST =
  "must have the address of one host: unspecified (0.0.0.0, [::]), multicast and broadcast addresses reach none";
const PERCENT = "must have two hexadecimal digits after each %: write a literal % as %25";
const FRAGMENT = "must not have a fragment (#…): HTTP never sends it";

const missing = (word: string) =>
  `contains "${word}" in place of a value: check the values that the URL is made from`;
const character = (name: string, encoded: string, remedy = "remove it, or percent-encode") =>
  `must not contain ${name}: ${remedy} it as ${encoded}`;
const placeholder = (name: string, encoded: string) =>
  character(`the character ${name}`, encoded, "fill in the placeholder, or percent-encode");
const beyondAscii = (name: string, encoded: string) =>
  character(
    `the character ${name}`,
    encoded,
    "write a host name in its xn-- form, and elsewhere percent-encode",
  );

/** URLs that no service can call, whether for events or for the API. */
const UNUSABLE: [url: string, problem: string][] = [
  ["", RELATIVE],
  ["/webhooks", RELATIVE],
  ["example.com/webhooks", RELATIVE],
  ["//example.com/webhooks", RELATIVE],
  ["https:example.com", RELATIVE],
  ["https:/example.com", RELATIVE],
  ["https:///example.com", RELATIVE],
  ["https://", RELATIVE],
  ["https://?a", RELATIVE],
  ["https://:8080/a", RELATIVE],
  ["mailto:hooks@example.com", RELATIVE],
  ["https://xn--a.example/a", RELATIVE],

  ["http://example.com", HTTPS],
  ["HTTP://example.com", HTTPS],
  ["ftp://example.com", HTTPS],
  ["ws://localhost", HTTPS],
  ["http://localhost.example.com", HTTPS],
  ["http://notlocalhost", HTTPS],
  ["http://127.0.0.1.example.com", HTTPS],
  ["http://127.example.com", HTTPS],
  ["http://10.0.0.1", HTTPS],
  ["http://[::2]", HTTPS],

  ["https://user@example.com", CREDENTIALS],
  ["https://:password@example.com", CREDENTIALS],
  ["https://user:password@example.com", CREDENTIALS],
  ["http://user:password@localhost", CREDENTIALS],
  ["https://@example.com", CREDENTIALS],

  ["https://example.com:0/a", PORT],
  ["https://example.com:99999", PORT],
  ["https://example.com:65536", PORT],
  ["https://example.com:1e3/a", PORT],
  ["https://example.com:/a", PORT],
  ["https://example.com:port/a", PORT],
  ["https://example.com:443:443/a", PORT],
  ["https://[2001:db8::1]:0/a", PORT],

  ["https://https://hooks.example.com/start", TWO_SCHEMES],
  ["https://http://hooks.example.com/start", TWO_SCHEMES],
  ["https://ws://hooks.example.com/start", TWO_SCHEMES],
  ["https://https//hooks.example.com/start", TWO_SCHEMES],
  ["https://hooks.example.comhttps://hooks.example.com/start", PORT],

  ["undefined/start", missing("undefined")],
  ["https://undefined/start", missing("undefined")],
  ["https://null/start", missing("null")],
  ["https://NaN", missing("NaN")],
  ["https://undefined.example.com/start", missing("undefined")],
  ["https://example.com:undefined/start", missing("undefined")],
  ["https://example.com:NaN/start", missing("NaN")],
  ["https://example.com/undefined/start", missing("undefined")],
  ["https://example.com/start/undefined", missing("undefined")],
  ["https://example.com/null", missing("null")],
  ["https://example.com/start?code=undefined", missing("undefined")],
  ["https://example.com/start?code=undefined&a=1", missing("undefined")],

  ["https://[object Object]/start", OBJECT],
  ["[object Object]/start", OBJECT],
  ["https://example.com/[object Promise]", OBJECT],
  ["https://example.com/%5Bobject%20Object%5D/start", OBJECT],

  [" https://example.com", character("a space", "%20")],
  ["https://example.com ", character("a space", "%20")],
  ["https://exam\tple.com", character("a tab", "%09")],
  ["https://example.com/\n", character("a line break", "%0A")],
  ["https://example.com/\r\n", character("a line break", "%0D")],
  ["https://example.com/\0", character("the character U+0000", "%00")],
  ["https://example.com/\u007f", character("the character U+007F", "%7F")],
  ["https://example.com/\u202e", beyondAscii("U+202E", "%E2%80%AE")],
  ["https://example.com/\ufeff", beyondAscii("U+FEFF", "%EF%BB%BF")],
  ["https://example.com/\u201d", beyondAscii("U+201D", "%E2%80%9D")],
  ["https://example.com/😀", beyondAscii("U+1F600", "%F0%9F%98%80")],
  ["https://bücher.example/a", beyondAscii("U+00FC", "%C3%BC")],
  ["https://example.com/ü", beyondAscii("U+00FC", "%C3%BC")],
  ["https:\\\\example.com", character("the character \\", "%5C", "write /, or percent-encode")],
  ["https://good.example\\@evil.example", character("the character \\", "%5C", "write /, or percent-encode")],
  ['https://example.com/start"', character('the character "', "%22")],
  ['"https://example.com/start"', character('the character "', "%22")],
  ["https://example.com/start`", character("the character `", "%60")],
  ["https://example.com/a|b", character("the character |", "%7C")],
  ["https://example.com/a^b", character("the character ^", "%5E")],
  ["https://example.com/?a[]=1", character("the character [", "%5B")],
  ["https://example.com/a]", character("the character ]", "%5D")],
  ["https://example.com/${url}/start", placeholder("{", "%7B")],
  ["https://{{host}}/start", placeholder("{", "%7B")],
  ["https://example.com/start}", placeholder("}", "%7D")],
  ["https://<your-host>/start", placeholder("<", "%3C")],
  ["https://example.com/start>", placeholder(">", "%3E")],
  ["https://example.com/start'", "must not end with a stray quote (')"],
  ["https://example.com/starts'", "must not end with a stray quote (')"],

  ["https://example.com/%zz", PERCENT],
  ["https://example.com/100%", PERCENT],
  ["https://example.com/?a=%2", PERCENT],
  ["https://%HOST%/start", PERCENT],

  ["https://$HOST/start", LABELS],
  ["https://ex%61mple.com/start", LABELS],
  ["https://-example.com", LABELS],
  ["https://example-.com", LABELS],
  ["https://.example.com", LABELS],
  ["https://example..com", LABELS],
  ["https://hooks,example.com", LABELS],
  [`https://${"a".repeat(64)}.com`, LABELS],
  [`https://${"a23456789.".repeat(25)}com1`, "must have a host name of at most 253 characters"],
  ["https://example.com./a", FINAL_DOT],
  ["http://localhost.", FINAL_DOT],

  ["https://example.123/a", IPV4],
  ["https://2130706433/a", IPV4],
  ["http://127.1", IPV4],
  ["http://0x7f.1", IPV4],
  ["https://0x7f000001", IPV4],
  ["https://010.0.0.1", IPV4],
  ["https://256.0.0.1", IPV4],
  ["https://1.2.3.4.5", IPV4],
  ["https://[::1", IPV6],
  ["https://[fe80::1%25eth0]/a", IPV6],
  ["https://[12345::1]/a", IPV6],
  ["https://[192.0.2.1]/a", IPV6],
  ["https://[]/a", IPV6],
  ["https://[2001:db8::1]x/a", IPV6],
  ["https://0.0.0.0/a", NO_HOST],
  ["http://[::]:8080/a", NO_HOST],
  ["https://224.0.0.1/a", NO_HOST],
  ["https://255.255.255.255/a", NO_HOST],
  ["https://[ff02::1]/a", NO_HOST],
  ["https://[::ffff:0.0.0.0]/a", NO_HOST],

  ["https://example.com/#a", FRAGMENT],
  ["https://example.com/a#", FRAGMENT],
  [`https://example.com/${"a".repeat(2048 - 19)}`, "must be at most 2048 characters long, but has 2049"],
];

test.each(UNUSABLE)("%p is refused with its defect and remedy", (url, problem) => {
  expect(eventUrlProblem(url)).toBe(problem);
  expect(baseUrlProblem(url)).toBe(problem);
});

test.each([
  "https://gateway/start",
  "https://https/start",
  "https://your-host",
  "https://hooks:8443/start",
  "https://com/",
])("%p is refused for events only: a name without a dot is a private network's", (url) => {
  expect(eventUrlProblem(url)).toBe(
    'must have a host name with a dot, such as "hooks.example.com": the vendor\'s service cannot reach another',
  );
  expect(baseUrlProblem(url)).toBeUndefined();
});

test.each(["https://example.com/?", "https://example.com/api?key=canary"])(
  "%p is refused for the API only: paths are appended to it",
  (url) => {
    expect(baseUrlProblem(url)).toBe("must not have a query string (?…): request paths are appended to it");
    expect(eventUrlProblem(url)).toBeUndefined();
  },
);

test.each(["\tx", "http://example.com/", "https://u:p@example.com/", "https://example.com/#", "https://a/"])(
  "a token in the URL %p does not come back in the message",
  (url) => {
    expect(eventUrlProblem(`${url}?token=canary-token`)).toEqual(expect.not.stringContaining("canary"));
  },
);
