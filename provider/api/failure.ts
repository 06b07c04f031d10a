import type { ApiMessage } from "./api-message";
import type { CallWords } from "./call";
import {
  AuthenticationError,
  ConnectionError,
  LimitExceededError,
  UnexpectedResponseError,
  type ErrorDetails,
} from "./errors";
import { exchangeText, isTlsProblem, isTransientStatus, type ExchangeFailure } from "./http/failure";
import { waitText } from "./http/retry-timing";

/** How one attempt of a call ended when it did not succeed. Holds nothing of the request. */
export type AttemptFailure =
  | ExchangeFailure
  /** The response has a status other than 2xx, or is not the documented success. */
  | ({ kind: "status"; status: number; retryAfterMs?: number | undefined } & ApiMessage);

/** How a call ended when it did not succeed. */
export type Failure =
  | AttemptFailure
  /** Nothing was sent: the API had asked other calls of this run to wait for longer than this one may. */
  | { kind: "throttled"; waitMs: number };

/** The failure in the words of an error message or a log line. */
export function failureText(failure: Failure): string {
  if (failure.kind === "throttled") {
    return `blocked for ${waitText(failure.waitMs)}`;
  }
  const text = exchangeText(failure);
  return failure.kind === "status" && failure.apiMessage ? `${text}: ${failure.apiMessage}` : text;
}

/** How long the API, or the proxy, asked to wait, in milliseconds. */
export function retryAfterMs(failure: Failure): number | undefined {
  return "retryAfterMs" in failure ? failure.retryAfterMs : undefined;
}

/** Whether the API may have applied the settings of a call all the same. */
export function isUnconfirmed(failure: AttemptFailure): boolean {
  if (failure.kind === "status") {
    return failure.status < 300 || failure.status === 408 || failure.status >= 500;
  }
  return "nothingSent" in failure && !failure.nothingSent;
}

const UNCONFIRMED =
  "Whether the settings were applied is not known; the next run sends them again in any case.";
const NOTHING_SENT = "Nothing was sent to the API.";

/**
 * The error for a call whose last attempt ended with `failure`.
 *
 * @param unconfirmed - whether the API may have applied the settings of any attempt
 */
export function toXobinError(words: CallWords, failure: Failure, attempts: number, unconfirmed: boolean) {
  const { problem, remedy, errorClass } = detailsOf(failure, words);
  const requestedWaitMs = retryAfterMs(failure);
  const facts = [
    failureText(failure),
    ...(requestedWaitMs !== undefined ? [`asks to wait ${waitText(requestedWaitMs)}`] : []),
    ...(attempts > 1 ? [`${attempts} attempts`] : []),
  ];
  const outcome = unconfirmed ? [UNCONFIRMED] : failure.kind === "proxy" ? [NOTHING_SENT] : [];
  const advice = [remedy, ...outcome].join(" ");
  return new errorClass(words.subject, unconfirmed, {
    kind: `${problem}. ${advice}`,
    text: `${problem} (${facts.join(", ")}). ${advice}`,
  });
}

function detailsOf(failure: Failure, words: CallWords): ErrorDetails {
  switch (failure.kind) {
    case "status":
      return statusDetails(failure, words);
    case "throttled":
      return {
        problem:
          "the call was not sent, because the API had asked other calls of this run to wait for longer than this one may wait",
        remedy: words.againAfterLimit,
        errorClass: LimitExceededError,
      };
    case "proxy": {
      const isRefusal = "status" in failure;
      return {
        problem: isRefusal
          ? "the proxy refused the connection"
          : "the proxy did not open a connection to the API",
        remedy: proxyRemedy(failure, words),
        errorClass: ConnectionError,
      };
    }
    case "timeout":
      return {
        problem: "the API did not respond in time",
        remedy: "Check the network, or raise xobin:requestTimeout.",
        errorClass: ConnectionError,
      };
    case "connection":
      return connectionDetails(failure);
  }
}

function statusDetails(
  { status, fromApi, isLimit }: Failure & { kind: "status" },
  { again, againAfterLimit, unexpected, notFound, refused }: CallWords,
): ErrorDetails {
  // The first row that applies.
  const table: (ErrorDetails & { applies: boolean })[] = [
    {
      applies: status < 300,
      problem: unexpected,
      remedy: "Check that xobin:baseUrl is the API's address; if it is, ask the vendor's support.",
      errorClass: UnexpectedResponseError,
    },
    {
      applies: status === 429,
      problem: "the API kept limiting the rate of calls",
      remedy: againAfterLimit,
      errorClass: LimitExceededError,
    },
    {
      applies: status === 403 && isLimit,
      problem: "a limit of the account is reached",
      remedy: "Ask the vendor's support to raise it.",
      errorClass: LimitExceededError,
    },
    {
      applies: status === 401 || status === 403,
      problem: "the API key was refused",
      remedy: fromApi ? SET_KEY : `${SET_KEY} ${NOT_FROM_API}`,
      errorClass: AuthenticationError,
    },
    {
      applies: status === 407,
      problem: "the proxy refused the connection",
      remedy: "Check the user name and password in the proxy variable (HTTPS_PROXY).",
      errorClass: ConnectionError,
    },
    {
      applies: status === 404 && !fromApi,
      problem: "the response is not the API's own",
      remedy: "Check xobin:baseUrl, and the gateway or proxy between this machine and the API.",
      errorClass: UnexpectedResponseError,
    },
    { applies: status === 404, ...notFound },
    {
      applies: status < 400,
      problem: "the API responded with a redirect, which is not followed because it could expose the API key",
      remedy: "Set xobin:baseUrl to the API's own address.",
      errorClass: UnexpectedResponseError,
    },
    {
      applies: status === 408 || status >= 500,
      problem: "the API failed",
      remedy: `${again} later; if it keeps failing, ask the vendor's support.`,
      errorClass: UnexpectedResponseError,
    },
  ];
  return table.find(({ applies }) => applies) ?? (fromApi ? refused : { ...refused, remedy: NOT_FROM_API });
}

const SET_KEY =
  "Set a valid key of this interview's account: `pulumi config set --secret xobin:apiKey <key>` or XOBIN_API_KEY.";
const NOT_FROM_API =
  "The response is not the API's own, so check the gateway or proxy between this machine and the API, too.";

function connectionDetails({ code, nothingSent }: Failure & { kind: "connection" }): ErrorDetails {
  if (isTlsProblem(code)) {
    return {
      problem: "no secure connection to the API could be made",
      remedy:
        "Check xobin:baseUrl; if your own proxy inspects TLS, name its certificate in NODE_EXTRA_CA_CERTS.",
      errorClass: ConnectionError,
    };
  }
  return {
    problem: nothingSent ? "the API could not be reached" : "the connection to the API broke",
    remedy: "Check the network, the proxy variables (HTTPS_PROXY, NO_PROXY) and xobin:baseUrl.",
    errorClass: ConnectionError,
  };
}

function proxyRemedy(failure: Failure & { kind: "proxy" }, { again }: CallWords): string {
  const { variable } = failure;
  if (!("status" in failure)) {
    return `Check the proxy that ${variable} names; if its certificate is your own, name it in NODE_EXTRA_CA_CERTS.`;
  }
  if (failure.status === 407) {
    return `Check the user name and password in ${variable}.`;
  }
  return isTransientStatus(failure.status)
    ? `${again} later; if it keeps failing, check the proxy that ${variable} names.`
    : `Have the proxy that ${variable} names allow the API's host, or add that host to NO_PROXY.`;
}
