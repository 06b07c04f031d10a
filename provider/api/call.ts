import type { Config } from "../config";
import type { ErrorDetails } from "./errors";

/** What a call needs of the configuration. */
export type ApiConfig = Pick<Config, "apiKey" | "baseUrl" | "requestTimeout" | "maxRetries" | "proxy">;

/**
 * Takes one line for each retry, and for a wait that the API's rate limit causes. Its failure ends the call before anything more is
 * sent: so a provider host stops once no engine reads its lines.
 */
export type Log = (line: string) => Promise<void>;

/** One call of the API, with all that distinguishes it from others. It must be idempotent, because it may be repeated. */
export interface Call<Result> extends CallWords {
  readonly method: "GET" | "PUT";
  /** Below the base URL. */
  readonly path: string;
  /** Sent as JSON. */
  readonly body?: object;
  /** A longer response is not read to its end, and is no success. */
  readonly maxResponseBytes: number;
  /** Reads the result of a response of 2xx from its JSON, if it is any, and its bytes; `undefined` where it is not the documented one. */
  readonly parse: (json: unknown, body: Buffer) => Result | undefined;
  /** Which of the API's own texts messages may show. */
  readonly apiText: ApiText;
}

/** The secrets besides the API key that the API may repeat, so that a text with one is withheld; or why all texts are. */
export type ApiText = { readonly secrets: readonly string[] } | { readonly withheldBecause: string };

/** The words of error messages that differ between calls. */
export interface CallWords {
  /** The interview or response, as messages name it: `Interview 206`. */
  readonly subject: string;
  /** How to make the call again: the beginning of a sentence. */
  readonly again: string;
  /** The same, where the API limits the rate of calls: the whole sentence. */
  readonly againAfterLimit: string;
  /** The problem where a response of 2xx is not the documented one. */
  readonly unexpected: string;
  /** Where the API responds with 404. */
  readonly notFound: ErrorDetails;
  /** Where the API responds with 400, 409, 422 or another 4xx. */
  readonly refused: ErrorDetails;
}
