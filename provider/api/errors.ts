/** A way in which a call fails: the parts of its message, and the class of its error. */
export interface ErrorDetails {
  /** The failure, without a full stop. */
  readonly problem: string;
  /** How the user can mend it: whole sentences. */
  readonly remedy: string;
  readonly errorClass: new (...parts: ConstructorParameters<typeof XobinError>) => XobinError;
}

/**
 * A call that failed for good. The message is one line: the interview, the problem, the remedy. Each subclass has a remedy of its
 * own. An error holds nothing of the request, and no stack, because the engine prints it.
 */
export abstract class XobinError extends Error {
  override stack = "";

  constructor(
    subject: string,
    /** Whether the API may hold the new settings although the call failed. */
    readonly unconfirmed: boolean,
    /**
     * The message without the subject. `kind` is the same for all calls that failed in the same way; `text` has the facts of this
     * one, such as the status and the API's own words.
     */
    readonly reason: { readonly kind: string; readonly text: string },
  ) {
    super(`${subject}: ${reason.text}`);
    this.name = new.target.name;
  }
}

/** The API did not accept the key (401, 403). */
export class AuthenticationError extends XobinError {}
/** The account has no such interview (a 404 of the API's own). */
export class InterviewNotFoundError extends XobinError {}
/** The account has no such response of a candidate, or no report of it (a 404 of the API's own). */
export class ReportNotFoundError extends XobinError {}
/** The API did not accept the settings (400, 409, 422 and other 4xx). */
export class InvalidSettingsError extends XobinError {}
/** A quota of the account is used up (403 that says so), or too many calls were made (429). */
export class LimitExceededError extends XobinError {}
/** The API could not be reached, or the connection broke before it responded. */
export class ConnectionError extends XobinError {}
/** The API failed, or the response is none of its own (5xx, 3xx, 2xx that is no success, 404 of a gateway). */
export class UnexpectedResponseError extends XobinError {}
