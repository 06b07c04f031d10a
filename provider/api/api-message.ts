import { leaks } from "./http/redaction";

/** Longer texts add nothing, and a page of HTML is no message. */
const MAX_LENGTH = 300;
/** Only this much of a text is examined and shown, so that a large response costs little. */
const MAX_EXAMINED = 4096;

const WITHHELD = "(the API's text is withheld: it contains part of a secret)";
const UNEXAMINED =
  "(the API's text is withheld: it could repeat a credential that is not at hand in this step)";

/**
 * The `error` and `message` strings of a response's body, and nothing else of it: on one line and shortened. An API may repeat
 * secrets that it was sent, so a text with part of one is withheld entirely, and so is every text where `secrets` are not at hand. Empty for a
 * body that is no such JSON.
 */
export function redactedApiMessage(body: string, secrets: readonly string[] | undefined): string {
  const { error, message } = parsed(body);
  const parts = [error, message]
    .filter((part) => typeof part === "string")
    .map((part) => part.slice(0, MAX_EXAMINED));
  const line = parts
    .map(oneLine)
    .filter((part) => part !== "")
    .join(": ");
  if (line === "") {
    return "";
  }
  if (!secrets) {
    return UNEXAMINED;
  }
  if (leaks(parts.join(": "), secrets)) {
    return WITHHELD;
  }
  return line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
}

/**
 * Whether an error response is the API's own, and not one of a gateway or proxy in between.
 *
 * Assumed: the API's own error is a JSON object with a string `error` or `message`, as on neighbouring endpoints.
 */
export function isFromApi(body: string): boolean {
  const { error, message } = parsed(body);
  return typeof error === "string" || typeof message === "string";
}

function parsed(body: string): { error?: unknown; message?: unknown } {
  try {
    // Other values than objects have neither of the two, and `null` has no properties at all.
    return (JSON.parse(body) ?? {}) as { error?: unknown; message?: unknown };
  } catch {
    return {};
  }
}

function oneLine(text: string): string {
  return text.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim();
}
