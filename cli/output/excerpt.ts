import { leaks } from "../../provider/api/http/redaction";
import { shorten } from "../../provider/shorten";

/** Only this much of a body is examined and printed, so that a large one costs little. */
const MAX_EXAMINED = 4096;
const MAX_LENGTH = 300;

const WITHHELD = "(the response is withheld: it contains part of a secret)";

/**
 * The beginning of a response's body on one line. A receiver may echo what it was sent, so a body with part of one of `secrets` is
 * withheld entirely.
 */
export function formatExcerpt(body: string, secrets: readonly string[]): string {
  const examined = body.slice(0, MAX_EXAMINED);
  return leaks(examined, secrets) ? WITHHELD : shorten(examined.replace(/\s+/g, " ").trim(), MAX_LENGTH);
}
