/** Replaces everything that is not known to be harmless. */
export const MASK = "***";

/**
 * A copy fit for printing: known harmless fields in clear, anything else masked.
 *
 * @param value - settings, a body, or anything that a caller sent instead
 */
export function masked(value: unknown, field = ""): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => masked(item, field));
  }
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, masked(inner, name)]));
  }
  if (value === null || value === undefined || typeof value === "boolean") {
    return value;
  }
  if (typeof value !== "string") {
    return MASK;
  }
  if (field === "url") {
    return maskedUrl(value);
  }
  return READABLE_FIELDS.has(field) ? value : MASK;
}

/** Headers fit for printing. */
export function maskedHeaders(headers: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, READABLE_HEADERS.has(name) ? value : MASK]),
  );
}

/** A URL without its possible secrets: credentials and query. */
export function maskedUrl(text: string): string {
  if (!URL.canParse(text)) {
    return MASK;
  }
  const url = new URL(text);
  if (url.username !== "" || url.password !== "") {
    [url.username, url.password] = [MASK, ""];
  }
  if (url.search !== "") {
    url.search = MASK;
  }
  url.hash = "";
  return url.href;
}

const READABLE_FIELDS = new Set(["type", "key", "username"]);
const READABLE_HEADERS = new Set([
  "accept",
  "accept-encoding",
  "connection",
  "content-length",
  "content-type",
  "host",
  "user-agent",
]);
