/** Headers that the sender's HTTP library or a proxy on the way sets, drops or frames the message by (RFC 9110, 7.6.1; RFC 9112, 6). */
const RESERVED_HEADERS = new Set([
  "connection",
  "content-encoding",
  "content-length",
  "content-type",
  "expect",
  "host",
  "keep-alive",
  "proxy-authenticate",
  "proxy-authorization",
  "proxy-connection",
  "te",
  "trailer",
  "transfer-encoding",
  "upgrade",
]);

/** RFC 9110, section 5.6.2. */
const TOKEN = /^[\w!#$%&'*+\-.^`|~]+$/;

/** What is wrong with `name` as the name of a header that matches a credential; `undefined` when nothing is. */
export function headerNameProblem(name: string): string | undefined {
  if (!TOKEN.test(name)) {
    return 'must be an HTTP header name (letters, digits and !#$%&\'*+-.^_`|~), such as "X-Webhook-Key"';
  }
  if (RESERVED_HEADERS.has(name.toLowerCase())) {
    return `must not be ${name}, which HTTP itself uses: choose a name of your own, such as "X-Webhook-Key"`;
  }
  return undefined;
}

/** What is wrong with `value` as a header's value; `undefined` when nothing is. Never echoes it. */
export function headerValueProblem(value: string): string | undefined {
  if (value === "") {
    return "must not be empty";
  }
  if (/^\s|\s$/.test(value)) {
    return "must not start or end with a space or line break: HTTP drops them";
  }
  // Latin-1 is legal in a header's value, but receivers disagree on how to read it (RFC 9110, section 5.5).
  if (/[^\u0020-\u007e]/.test(value)) {
    return "must be printable ASCII, without line breaks or other control characters: HTTP matches nothing else safely in a header";
  }
  return undefined;
}
