import { validateHeaderName, validateHeaderValue } from "node:http";

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

/** What is wrong with `name` as the name of a header that carries a credential; `undefined` when nothing is. */
export function headerNameProblem(name: string): string | undefined {
  if (
    !passes(() => {
      validateHeaderName(name);
    })
  ) {
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
  if (value !== value.trim()) {
    return "must not start or end with a space or line break: HTTP drops them, and the receiver would compare another value";
  }
  // A tab is legal inside a header's value, but no credential has one on purpose.
  if (
    value.includes("\t") ||
    !passes(() => {
      validateHeaderValue("value", value);
    })
  ) {
    return "must have no control characters, and none beyond Latin-1: HTTP cannot carry them in a header";
  }
  return undefined;
}

function passes(validate: () => void): boolean {
  try {
    validate();
    return true;
  } catch {
    return false;
  }
}
