import { isLoopback, isPrivateHost } from "../validation/hosts";
import { isUnknown } from "../validation/unknown-values";
import { EVENTS, type Parts } from "./parts";

/**
 * Lines about settings that are valid but unlikely to work. Each begins with the property, then states the
 * consequence and the remedy. Unknown values give no line, and no line holds a value.
 *
 * @param settings - checked settings, which may hold unknown values in a preview
 * @param baseUrl - the API's base URL; a stand-in on this machine reaches hosts that the vendor's service cannot
 */
export function settingsWarnings(settings: Parts, baseUrl: string): string[] {
  const isStandIn = isLoopback(new URL(baseUrl));
  const ofUrls = EVENTS.flatMap((event) => {
    const { url, status } = settings[event] ?? {};
    return url === undefined || isUnknown(url) || status === false
      ? []
      : urlWarnings(new URL(url), isStandIn).map((warning) => `${event}.url ${warning}`);
  });
  // Behind an Output, the whole block or a part of it may be unknown, and then is no object.
  const { status, apikey } = (settings.auth ?? {}) as { status?: boolean; apikey?: { key?: string } };
  const hasUnderscore = status !== false && apikey?.key?.includes("_");
  return hasUnderscore ? [...ofUrls, UNDERSCORE] : ofUrls;
}

const UNDERSCORE =
  'auth.apikey.key contains "_", and nginx and Apache drop such headers by default: deliveries would arrive without the key. Use hyphens, as in X-Webhook-Key.';

function urlWarnings(url: URL, isStandIn: boolean): string[] {
  const unreachable =
    "has a host of this machine or of a private network, which the vendor's service cannot reach: no event would arrive. Use a public URL of the receiver.";
  const emptySegment =
    "has an empty path segment (//), and many receivers respond to such a path with 404. If the URL that you append to ends in a slash, append without one.";
  return [
    ...(!isStandIn && isPrivateHost(url.hostname) ? [unreachable] : []),
    // A URL within the path keeps its own slashes.
    ...(/(^|[^:])\/\//.test(url.pathname) ? [emptySegment] : []),
  ];
}
