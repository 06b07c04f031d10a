import { failureText, isCertificateProblem, isUnconfirmed, retryAfterMs, type Failure } from "./failure";
import { waitText } from "./retry-timing";

/** What an error is made of besides the interview. */
interface ErrorDetails {
  /** What happened. */
  what: string;
  /** What to do about it. */
  remedy: string;
  /** Whether the API may have applied the settings all the same. */
  unconfirmed: boolean;
}

/**
 * A call that failed for good. The message is one line: which interview, what happened, what to do. There is one subclass for
 * each thing that a user does about it. An error holds nothing of the request, and its stack is left out, because the engine
 * prints it.
 */
export abstract class XobinError extends Error {
  /** Whether the API may hold the new settings although the call failed. */
  readonly unconfirmed: boolean;

  constructor(aiInterviewId: number, { what, remedy, unconfirmed }: ErrorDetails) {
    super(`Interview ${aiInterviewId}: ${what}. ${remedy}${unconfirmed ? ` ${UNCONFIRMED}` : ""}`);
    this.name = new.target.name;
    this.unconfirmed = unconfirmed;
    this.stack = "";
  }
}

const UNCONFIRMED =
  "Whether the settings were applied is not known; the next run sends them again in any case.";

/** The API did not accept the key (401, 403). */
export class AuthenticationError extends XobinError {}
/** The account has no such interview (404). */
export class InterviewNotFoundError extends XobinError {}
/** The API did not accept the settings (400, 409, 422 and other 4xx). */
export class InvalidSettingsError extends XobinError {}
/** The account has used up what it may use, or asks too often (429, and 403 that says so). */
export class LimitExceededError extends XobinError {}
/** The API could not be reached, or the connection broke before it answered. */
export class ConnectionError extends XobinError {}
/** The API answered, but failed, or with something that is not its documented answer (5xx, 3xx, 2xx that is no success). */
export class UnexpectedResponseError extends XobinError {}

/**
 * The error for a call whose last attempt ended with `failure`.
 *
 * @param attempts - how many attempts were made
 * @param earlierUnconfirmed - whether an attempt before the last may have been applied
 */
export function toXobinError(
  aiInterviewId: number,
  failure: Failure,
  attempts: number,
  earlierUnconfirmed: boolean,
): XobinError {
  const [ErrorClass, what, remedy] = detailsOf(failure);
  const asked = retryAfterMs(failure);
  const details = [
    failureText(failure),
    ...(asked !== undefined ? [`asks to wait ${waitText(asked)}`] : []),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
  ];
  return new ErrorClass(aiInterviewId, {
    what: `${what} (${details.join(", ")})`,
    remedy,
    unconfirmed: earlierUnconfirmed || isUnconfirmed(failure),
  });
}

type ErrorClass = new (aiInterviewId: number, story: ErrorDetails) => XobinError;

function detailsOf(failure: Failure): [ErrorClass, what: string, remedy: string] {
  switch (failure.kind) {
    case "status":
      return statusDetailsOf(failure.status, failure.apiMessage);
    case "unconfirmed":
      return [
        UnexpectedResponseError,
        "the API did not confirm the settings",
        "Check that xobin:baseUrl is the API's address, and ask the vendor's support if it is.",
      ];
    case "timeout":
      return [
        ConnectionError,
        "the API did not answer in time",
        "Check the network, or raise xobin:requestTimeout.",
      ];
    case "connection":
      return isCertificateProblem(failure.code)
        ? [
            ConnectionError,
            "no secure connection to the API could be made",
            "Check xobin:baseUrl; if a proxy of your own inspects TLS, name its certificate in NODE_EXTRA_CA_CERTS.",
          ]
        : [
            ConnectionError,
            isUnconfirmed(failure) ? "the connection to the API broke" : "the API could not be reached",
            "Check the network, the proxy variables (HTTPS_PROXY, NO_PROXY) and xobin:baseUrl.",
          ];
  }
}

function statusDetailsOf(status: number, apiMessage: string): [ErrorClass, what: string, remedy: string] {
  if (status === 429) {
    return [
      LimitExceededError,
      "the API's rate limit did not lift in time",
      "Run `pulumi up` again later, or with a lower --parallel.",
    ];
  }
  // Assumed: a used-up quota is told from a missing permission by its words, as on neighbouring endpoints ("limit_exceed").
  if (status === 403 && /limit|exceed|exhaust/i.test(apiMessage)) {
    return [LimitExceededError, "a limit of the account is reached", "Ask the vendor's support to raise it."];
  }
  if (status === 401 || status === 403) {
    return [
      AuthenticationError,
      "the API key was refused",
      "Set a valid key of this interview's account: `pulumi config set --secret xobin:apiKey <key>` or XOBIN_API_KEY.",
    ];
  }
  if (status === 407) {
    return [
      ConnectionError,
      "the proxy refused the connection",
      "Check the user name and password in the proxy variable (HTTPS_PROXY).",
    ];
  }
  // Assumed: an interview that is not the account's own answers 404.
  if (status === 404) {
    return [
      InterviewNotFoundError,
      "the account has no such interview",
      "Check aiInterviewId, and that the key belongs to the account of this interview.",
    ];
  }
  if (status >= 300 && status < 400) {
    return [
      UnexpectedResponseError,
      "the API answered with a redirect, which is not followed because the key would travel along",
      "Set xobin:baseUrl to the API's own address.",
    ];
  }
  if (status === 408 || status >= 500) {
    return [
      UnexpectedResponseError,
      "the API failed",
      "Run `pulumi up` again later; if it goes on, ask the vendor's support.",
    ];
  }
  return [
    InvalidSettingsError,
    "the API refused the settings",
    "Correct what it names and run `pulumi up` again.",
  ];
}

/** The configuration is missing or invalid, where no `check` came before to say so (`pulumi destroy`, `pulumi refresh`). */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
  override stack = "";
}
