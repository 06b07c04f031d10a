/** Longer URLs are cut or refused by common proxies and servers; none is known to be needed. */
const MAX_URL = 2048;

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** What is wrong with `value` as a URL that events or credentials are sent to; `undefined` when nothing is. Never echoes it. */
export function urlProblem(value: string): string | undefined {
  if (value.length > MAX_URL) {
    return `must be at most ${MAX_URL} characters long, and has ${value.length}`;
  }
  // URL parsers drop, encode or disagree on these, so what is called could differ from what was reviewed.
  if (/[^\u0021-\u007e]|\\/.test(value)) {
    return "must have no spaces, control characters, backslashes or letters beyond ASCII: percent-encode them, and write a host name in its xn-- form";
  }
  // Node.js's parser takes `https:host` and `https:///host` for absolute URLs; others do not.
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/]/i.test(value) || !URL.canParse(value)) {
    return 'must be an absolute URL, such as "https://example.com/webhooks"';
  }
  const url = new URL(value);
  if (url.username || url.password) {
    return "must carry no user name or password: what is secret does not belong in a URL, which is shown in previews";
  }
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url))) {
    return "must start with https:// (plain http:// is for loopback hosts only: localhost, 127.0.0.1, [::1])";
  }
  if (url.port === "0") {
    return "must have a port from 1 to 65535, or none";
  }
  if (value.includes("#")) {
    return "must have no fragment (#…): HTTP never sends it";
  }
  return undefined;
}

export function isLoopback(url: URL): boolean {
  return LOOPBACK_HOST.test(url.hostname);
}
