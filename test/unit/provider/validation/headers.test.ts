import { headerNameProblem, headerValueProblem } from "../../../../provider/validation/headers";

test.each([
  "X-Webhook-Key",
  "Authorization",
  "authorization",
  "X-Api-Key",
  "X-Webhook-Signature",
  "X-Functions-Key",
  "X-Goog-Api-Key",
  "X-Vercel-Protection-Bypass",
  "CF-Access-Client-Secret",
  "Ngrok-Skip-Browser-Warning",
  "X_WEBHOOK_KEY",
  "X.Webhook.Key",
  "1Key",
  "a",
  "Hosts",
  "My-Cookie",
  "X-Date",
  "Viable",
  "Secret",
  // They begin or end like a name that is refused.
  "X-Digest",
  "Digester",
  "Dates",
  "X-Range",
  "Ranger",
  "X-Via",
  "X-B3",
  "B3X",
  "My-Fly-Key",
  "X-Vercel-Id2",
  "!#$%&'*+-.^_`|~09azAZ",
])("%p can carry a key", (name) => {
  expect(headerNameProblem(name)).toBeUndefined();
});

// RFC 9110, section 5.6.2: the delimiters, and everything that is not visible ASCII.
test.each([
  "",
  " ",
  ":authority",
  "X Key",
  "X-Key ",
  "X-Key:",
  "X\tKey",
  "X\r\nEvil: 1",
  "Schlüssel",
  ...Array.from('"(),/:;<=>?@[\\]{}'),
])("%p is not a header name", (name) => {
  expect(headerNameProblem(name)).toBe(
    'must be an HTTP header name (letters, digits and !#$%&\'*+-.^_`|~), such as "X-Webhook-Key"',
  );
});

test.each([
  // Framing and connection.
  "Connection",
  "proxy-connection",
  "Keep-Alive",
  "TE",
  "Trailer",
  "Transfer-Encoding",
  "UPGRADE",
  "HTTP2-Settings",
  "Proxy-Authenticate",
  "Proxy-Authorization",
  "Host",
  "Expect",
  // The body.
  "Content-Length",
  "Content-Type",
  "Content-Encoding",
  "Content-MD5",
  "Digest",
  "Want-Digest",
  // HTTP libraries and browsers.
  "Accept",
  "Accept-Charset",
  "Accept-Encoding",
  "Accept-Language",
  "Access-Control-Request-Headers",
  "Cookie",
  "Set-Cookie",
  "Date",
  "DNT",
  "Origin",
  "Referer",
  "Sec-Fetch-Mode",
  "User-Agent",
  // Caches, conditions, methods.
  "Cache-Control",
  "If-None-Match",
  "Max-Forwards",
  "Range",
  "X-HTTP-Method-Override",
  "X-HTTP-Method",
  // Proxies.
  "Via",
  "Forwarded",
  "X-Forwarded",
  "X-Forwarded-For",
  "X-Forwarded-Client-Cert",
  "X-Real-IP",
  "True-Client-IP",
  "X-Original-URL",
  "CDN-Loop",
  // Tracing.
  "X-Request-ID",
  "traceparent",
  "X-B3-TraceId",
  "X-Datadog-Trace-Id",
  // Front ends of clouds.
  "CF-Connecting-IP",
  "CF-Ray",
  "X-Amz-Date",
  "X-Amzn-Trace-Id",
  "X-Azure-ClientIP",
  "X-ARR-SSL",
  "X-MS-CLIENT-PRINCIPAL",
  "X-MS-TOKEN-AAD-ACCESS-TOKEN",
  "X-Goog-IAP-JWT-Assertion",
  "X-Appengine-Country",
  "X-Envoy-External-Address",
  "Fly-Client-IP",
  "Fastly-Client-IP",
  "X-FD-HealthProbe",
  "X-NF-Request-ID",
  "X-Goog-Authenticated-User-Email",
  "X-MS-Client-Principal-Name",
  "X-Vercel-IP-Country",
  "X-Vercel-Id",
  "X-Vercel-Forwarded-For",
])("%p does not arrive as it was configured, so it is refused", (name) => {
  expect(headerNameProblem(name)).toBe(
    `must not be ${name}, which HTTP libraries or proxies set, change or drop: choose a name of your own, such as "X-Webhook-Key"`,
  );
});

test.each(["X-Xobin-Test-Event", "x-xobin-test-event", "X-Xobin-Recovered"])(
  "%s marks events of this package, so it is refused",
  (name) => {
    expect(headerNameProblem(name)).toBe(
      `must not be ${name}, which marks events that this package sends: choose a name of your own, such as "X-Webhook-Key"`,
    );
  },
);

test.each(["X-Key\u200b", "X-\u202eKey", "X-K\u0000ey", "X-K\u2028ey", "X-Key\n"])(
  "%j is no header's name",
  (name) => {
    expect(headerNameProblem(name)).toMatch(/^must be an HTTP header name/);
  },
);

test.each(["k", "Bearer abc.def-_=", "two words", "!~"])("%p can be a header's value", (value) => {
  expect(headerValueProblem(value)).toBeUndefined();
});

const OUTER = "must not start or end with a space or line break: HTTP drops them";
const CHARACTERS =
  "must be printable ASCII, without line breaks or other control characters: receivers read other characters differently";

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
])("the value %p is refused with its defect", (value, problem) => {
  expect(headerValueProblem(value)).toBe(problem);
});
