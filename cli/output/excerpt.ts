import { leaks } from "../../provider/api/http/redaction";
import { shorten } from "../../provider/shorten";
import { printable } from "./printable";

/** Only this much of a body is examined and shown, so that a large one costs little. */
const MAX_EXAMINED = 4096;
const MAX_LENGTH = 300;

const WITHHELD = "(the response is withheld: it contains part of a secret)";

/**
 * The beginning of a response's body on one line, without characters that a terminal acts upon. A receiver may echo what it was
 * sent, so a body with part of one of `secrets` is withheld entirely.
 */
export function excerpt(body: string, secrets: readonly string[]): string {
  const examined = body.slice(0, MAX_EXAMINED);
  if (leaks(examined, secrets)) {
    return WITHHELD;
  }
  return shorten(printable(examined), MAX_LENGTH);
}
