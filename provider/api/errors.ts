import { failureText, isTlsProblem, isTransient, isUnconfirmed, retryAfterMs, type Failure } from "./failure";
import { waitText } from "./http/retry-timing";

/** The parts of a message, and the class of its error. */
interface ErrorDetails {
  /** The failure, without a full stop. */
  problem: string;
  /** How the user can mend it: whole sentences. */
  action: string;
  errorClass: new (message: string, unconfirmed: boolean, reason: FailureReason) => XobinError;
}

/** The sentences of a message without the interview. */
export interface FailureReason {
  /** The same for all calls that failed in the same way. */
  readonly kind: string;
  /** With the facts of this call, such as the status and the API's own words. */
  readonly text: string;
}

/**
 * A call that failed for good. The message is one line: the interview, the problem, the action. One subclass per action a user
 * can take. An error holds nothing of the request, and no stack, because the engine prints it.
 */
export abstract class XobinError extends Error {
  /** Whether the API may hold the new settings although the call failed. */
  readonly unconfirmed: boolean;
  /** For a message about many interviews. */
  readonly reason: FailureReason;

  constructor(message: string, unconfirmed: boolean, reason: FailureReason) {
    super(message);
    this.name = new.target.name;
    this.unconfirmed = unconfirmed;
    this.reason = reason;
    this.stack = "";
  }
}

/** The API did not accept the key (401, 403). */
export class AuthenticationError extends XobinError {}
/** The account has no such interview (a 404 of the API's own). */
export class InterviewNotFoundError extends XobinError {}
/** The API did not accept the settings (400, 409, 422 and other 4xx). */
export class InvalidSettingsError extends XobinError {}
/** A quota of the account is used up (403 that says so), or too many calls were made (429). */
export class LimitExceededError extends XobinError {}
/** The API could not be reached, or the connection broke before it responded. */
export class ConnectionError extends XobinError {}
/** The API failed, or the response is none of its own (5xx, 3xx, 2xx that is no success, 404 of a gateway). */
export class UnexpectedResponseError extends XobinError {}

const UNCONFIRMED =
  "Whether the settings were applied is not known; the next run sends them again in any case.";

const NOTHING_SENT = "Nothing was sent to the API.";

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
  const { problem, action, errorClass } = detailsOf(failure);
  const requestedWaitMs = retryAfterMs(failure);
  const facts = [
    failureText(failure),
    ...(requestedWaitMs !== undefined ? [`asks to wait ${waitText(requestedWaitMs)}`] : []),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
  ];
  const unconfirmed = earlierUnconfirmed || isUnconfirmed(failure);
  const outcome = unconfirmed ? [UNCONFIRMED] : failure.kind === "proxy" ? [NOTHING_SENT] : [];
  const remedy = [action, ...outcome].join(" ");
  const text = `${problem} (${facts.join(", ")}). ${remedy}`;
  return new errorClass(`Interview ${aiInterviewId}: ${text}`, unconfirmed, {
    kind: `${problem}. ${remedy}`,
    text,
  });
}

function detailsOf(failure: Failure): ErrorDetails {
  switch (failure.kind) {
    case "status":
      return statusDetailsOf(failure);
    case "unconfirmed":
      return {
        problem: "the API did not confirm the settings",
        action: "Check that xobin:baseUrl is the API's address; if it is, ask the vendor's support.",
        errorClass: UnexpectedResponseError,
      };
    case "timeout":
      return {
        problem: "the API did not respond in time",
        action: "Check the network, or raise xobin:requestTimeout.",
        errorClass: ConnectionError,
      };
    case "connection":
      return connectionDetailsOf(failure);
    case "proxy":
      return proxyDetailsOf(failure);
    case "throttled":
      return {
        problem:
          "the call was not sent, because the API had asked other calls of this run to wait for longer than this one may wait",
        action: "Run `pulumi up` again later, or with a lower --parallel.",
        errorClass: LimitExceededError,
      };
  }
}

function proxyDetailsOf(failure: Failure & { kind: "proxy" }): ErrorDetails {
  const { variable } = failure;
  if (!("status" in failure)) {
    return {
      problem: "the proxy did not open a connection to the API",
      action: `Check the proxy that ${variable} names; if its certificate is your own, name it in NODE_EXTRA_CA_CERTS.`,
      errorClass: ConnectionError,
    };
  }
  return {
    problem: "the proxy refused the connection",
    action: proxyAction(failure.status, variable),
    errorClass: ConnectionError,
  };
}

function proxyAction(status: number, variable: string): string {
  if (status === 407) {
    return `Check the user name and password in ${variable}.`;
  }
  return isTransient(status)
    ? `Run \`pulumi up\` again later; if it keeps failing, check the proxy that ${variable} names.`
    : `Have the proxy that ${variable} names allow the API's host, or add that host to NO_PROXY.`;
}

function connectionDetailsOf(failure: Failure & { kind: "connection" }): ErrorDetails {
  if (isTlsProblem(failure.code)) {
    return {
      problem: "no secure connection to the API could be made",
      action:
        "Check xobin:baseUrl; if your own proxy inspects TLS, name its certificate in NODE_EXTRA_CA_CERTS.",
      errorClass: ConnectionError,
    };
  }
  return {
    problem: isUnconfirmed(failure) ? "the connection to the API broke" : "the API could not be reached",
    action: "Check the network, the proxy variables (HTTPS_PROXY, NO_PROXY) and xobin:baseUrl.",
    errorClass: ConnectionError,
  };
}

const NOT_FROM_API =
  "If the key and the settings are valid: the response is not the API's own, so check the gateway or proxy between this machine and the API.";

function statusDetailsOf({ status, apiMessage, fromApi }: Failure & { kind: "status" }): ErrorDetails {
  if (status === 429) {
    return {
      problem: "the API kept limiting the rate of calls",
      action: "Run `pulumi up` again later, or with a lower --parallel.",
      errorClass: LimitExceededError,
    };
  }
  // Assumed: a used-up quota differs from a missing permission by its words, as on neighbouring endpoints ("limit_exceed").
  if (status === 403 && /limit|exceed|exhaust/i.test(apiMessage)) {
    return {
      problem: "a limit of the account is reached",
      action: "Ask the vendor's support to raise it.",
      errorClass: LimitExceededError,
    };
  }
  if (status === 401 || status === 403) {
    return {
      problem: "the API key was refused",
      action:
        "Set a valid key of this interview's account: `pulumi config set --secret xobin:apiKey <key>` or XOBIN_API_KEY." +
        (fromApi ? "" : ` ${NOT_FROM_API}`),
      errorClass: AuthenticationError,
    };
  }
  if (status === 407) {
    return {
      problem: "the proxy refused the connection",
      action: "Check the user name and password in the proxy variable (HTTPS_PROXY).",
      errorClass: ConnectionError,
    };
  }
  if (status === 404 && !fromApi) {
    return {
      problem: "the response is not the API's own",
      action: "Check xobin:baseUrl, and the gateway or proxy between this machine and the API.",
      errorClass: UnexpectedResponseError,
    };
  }
  // Assumed: the API responds with 404 to the number of an interview that is not the account's own.
  if (status === 404) {
    return {
      problem: "the account has no such interview",
      action: "Check aiInterviewId, and that the key belongs to the account of this interview.",
      errorClass: InterviewNotFoundError,
    };
  }
  if (status < 400) {
    return {
      problem: "the API answered with a redirect, which is not followed because it could expose the API key",
      action: "Set xobin:baseUrl to the API's own address.",
      errorClass: UnexpectedResponseError,
    };
  }
  if (status === 408 || status >= 500) {
    return {
      problem: "the API failed",
      action: "Run `pulumi up` again later; if it keeps failing, ask the vendor's support.",
      errorClass: UnexpectedResponseError,
    };
  }
  return {
    problem: "the API refused the settings",
    action: fromApi ? "Fix the setting that it names, then run `pulumi up` again." : NOT_FROM_API,
    errorClass: InvalidSettingsError,
  };
}

/** The configuration is missing or invalid, where no `check` came before to report it (`pulumi destroy`, `pulumi refresh`). */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
  override stack = "";
}
