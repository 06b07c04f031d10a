import { redactedApiMessage } from "../../provider/api/api-message";

/**
 * The beginning of a response's body on one line, without characters that a terminal acts upon, and without `secrets`: a
 * receiver may echo what it was sent.
 */
export function excerpt(body: string, secrets: readonly string[]): string {
  // What redacts the words of the API's JSON redacts any text that is put into one.
  return redactedApiMessage(JSON.stringify({ message: body }), secrets);
}
