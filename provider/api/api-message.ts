import { shorten } from "../shorten";
import type { ApiText } from "./call";
import { leaks } from "./http/redaction";

/** Longer texts add nothing, and a page of HTML is no message. */
const MAX_LENGTH = 300;
/** Only this much of a text is examined and printed, so that a large response costs little. */
const MAX_EXAMINED = 4096;

/** The words of a response that is no success. */
export interface ApiMessage {
  /** Its `error` and `message` on one line and shortened, or why they are withheld. Empty where there are none. */
  apiMessage: string;
  /** Whether the response is the API's own, and not one of a gateway or proxy in between. */
  fromApi: boolean;
  /** Whether it says that a limit is reached. */
  isLimit: boolean;
}

/**
 * Reads the `error` and `message` strings of a body, given as JSON, and nothing else of it.
 *
 * Assumed: the API's own error is a JSON object with a string `error` or `message`, as on neighbouring endpoints, and a used-up quota
 * differs from a missing permission by its words ("limit_exceed").
 */
export function readApiMessage(json: unknown, apiText: ApiText): ApiMessage {
  // Other values than objects have neither of the two, and `null` has no properties at all.
  const { error, message } = (json ?? {}) as { error?: unknown; message?: unknown };
  const parts = [error, message]
    .filter((part) => typeof part === "string")
    .map((part) => part.slice(0, MAX_EXAMINED));
  return {
    apiMessage: redact(parts, apiText),
    fromApi: parts.length > 0,
    isLimit: parts.some((part) => /limit|exceed|exhaust/i.test(part)),
  };
}

/** An API may repeat secrets that it was sent, so a text with part of one is withheld entirely. */
function redact(parts: readonly string[], apiText: ApiText): string {
  const line = parts
    .map((part) => part.replace(/[\s\p{Cc}\p{Cf}]+/gu, " ").trim())
    .filter((part) => part !== "")
    .join(": ");
  if (line === "") {
    return "";
  }
  const reason =
    "withheldBecause" in apiText
      ? apiText.withheldBecause
      : leaks(parts.join(": "), apiText.secrets) && "it contains part of a secret";
  return reason ? `(the API's text is withheld: ${reason})` : shorten(line, MAX_LENGTH);
}
