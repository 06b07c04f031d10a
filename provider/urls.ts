/** Longer URLs are cut or refused by common proxies and servers; none is known to be needed. */
const LONGEST_URL = 2048;

const LOOPBACK_HOST = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** What is wrong with `value` as a URL that events or credentials are sent to; `undefined` when nothing is. Never echoes it. */
export function urlProblem(value: string): string | undefined {
  if (value.length > LONGEST_URL) {
    return `must be at most ${LONGEST_URL} characters long, and has ${value.length}`;
  }
  // The URL parser drops these silently, so what is sent would differ from what was reviewed.
  if (/[\u0000-\u0020\u007f]/.test(value)) {
    return "must have no spaces, line breaks or other control characters: percent-encode them";
  }
  if (!URL.canParse(value)) {
    return 'must be an absolute URL, such as "https://example.com/webhooks"';
  }
  const url = new URL(value);
  if (url.username || url.password) {
    return "must carry no user name or password: declare them in auth, where they are kept secret";
  }
  if (url.protocol === "http:" && isLoopback(url)) {
    return undefined;
  }
  if (url.protocol !== "https:") {
    return "must start with https:// (plain http:// is for loopback hosts only)";
  }
  return undefined;
}

export function isLoopback(url: URL): boolean {
  return LOOPBACK_HOST.test(url.hostname);
}
