import { DEFAULT_BASE_URL, withoutTrailingSlash } from "../provider/account";
import { isTransientStatus } from "../provider/api/http/failure";
import { parseRetryAfter, retryDelayMs } from "../provider/api/http/retry-timing";
import { ResultsError, type ResultsSubject } from "./errors";

/** The limits of the provider's client, by their defaults. */
const MAX_RETRIES = 5;
const MAX_WAIT_MS = 120_000;
const TIMEOUT_MS = 30_000;

/** The two calls of the API that read results, by the host's own `fetch`. */
export class ResultsApi {
  private readonly baseUrl: string;

  /** @throws TypeError for a key or a base URL that cannot be one; the message holds neither */
  constructor(
    private readonly apiKey: string,
    baseUrl: string = DEFAULT_BASE_URL,
  ) {
    if (typeof apiKey !== "string" || !/^[\x21-\x7e]+$/.test(apiKey)) {
      throw new TypeError("apiKey must be the account's API key: is the variable that holds it set?");
    }
    if (!isSafe(baseUrl)) {
      throw new TypeError("baseUrl must be an https URL; plain http is for loopback hosts only");
    }
    this.baseUrl = withoutTrailingSlash(baseUrl);
  }

  /** The parsed list of an interview's invitations, in whatever form it came. */
  async listInvitations(aiInterviewId: number): Promise<unknown> {
    const { status, json } = await this.get(`/ai-interviews/invited/${aiInterviewId}`, { aiInterviewId });
    if (status === 404) {
      throw new ResultsError(
        { aiInterviewId },
        "the account has no such interview (HTTP 404). Check its number, and that apiKey is of its account.",
        status,
      );
    }
    return json;
  }

  /** The parsed report of a response; `undefined` where the API has none. */
  async readReport(subject: ResultsSubject & { responseId: number }): Promise<unknown> {
    const { status, json } = await this.get(`/ai-interviews/report/${subject.responseId}`, subject);
    return status === 404 ? undefined : json;
  }

  private async get(path: string, subject: ResultsSubject): Promise<{ status: number; json: unknown }> {
    let waitedMs = 0;
    for (let attempts = 1; ; attempts += 1) {
      const attempt = await this.attempt(path);
      if ("json" in attempt) {
        return attempt;
      }
      const delayMs = retryDelayMs(attempts, attempt.retryAfterMs, Math.random());
      waitedMs += delayMs;
      if (!attempt.isTransient || attempts > MAX_RETRIES || waitedMs > MAX_WAIT_MS) {
        const facts = attempts > 1 ? `${attempt.fact}, ${attempts} attempts` : attempt.fact;
        throw new ResultsError(subject, `${attempt.problem} (${facts}). ${attempt.remedy}`, attempt.status);
      }
      await new Promise((resolve) => setTimeout(resolve, delayMs));
    }
  }

  /** Makes one call. Its errors may repeat the key or hold personal data, so nothing of them is passed on. */
  private async attempt(path: string): Promise<{ status: number; json: unknown } | FailedAttempt> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.baseUrl}${path}`, {
        headers: { apiKey: this.apiKey, Accept: "application/json" },
        // A redirect could take the key to another host.
        redirect: "manual",
        signal: AbortSignal.timeout(TIMEOUT_MS),
      });
      text = await response.text();
    } catch (error) {
      return unreached((error as { name?: unknown }).name === "TimeoutError");
    }
    const { status } = response;
    const json = parseJson(text);
    // A 404 of a gateway says nothing about what the account has.
    if ((response.ok && json !== undefined) || (status === 404 && isFromApi(json))) {
      return { status, json };
    }
    return {
      ...failureOf(status),
      status,
      fact: `HTTP ${status}`,
      retryAfterMs: parseRetryAfter(response.headers.get("Retry-After"), Date.now()),
      isTransient: isTransientStatus(status),
    };
  }
}

interface FailedAttempt {
  readonly problem: string;
  readonly remedy: string;
  readonly fact: string;
  readonly status?: number;
  readonly retryAfterMs?: number | undefined;
  readonly isTransient: boolean;
}

function unreached(isTimeout: boolean): FailedAttempt {
  return {
    problem: "the API did not respond",
    fact: isTimeout ? `no response within ${TIMEOUT_MS / 1000} s` : "the connection failed",
    remedy: "Check the network and baseUrl.",
    isTransient: true,
  };
}

function failureOf(status: number): Pick<FailedAttempt, "problem" | "remedy"> {
  if (status === 401 || status === 403) {
    return {
      problem: "the API refused the key",
      remedy: "Check apiKey, and that it is of the interview's account.",
    };
  }
  if (status === 429) {
    return {
      problem: "the API kept limiting the rate of calls",
      remedy: "Run it again later, or less often.",
    };
  }
  return {
    problem: "the response is not the documented one",
    remedy: "Check baseUrl; if it is right, run it again later, or ask the vendor's support.",
  };
}

/** `undefined` where it is none: no JSON has that value. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Assumed: the API's own error is a JSON object with a string `error` or `message`, as on neighbouring endpoints. */
function isFromApi(json: unknown): boolean {
  const { error, message } = (json ?? {}) as { error?: unknown; message?: unknown };
  return typeof error === "string" || typeof message === "string";
}

/** The key goes there with each call. */
function isSafe(baseUrl: string): boolean {
  if (!URL.canParse(baseUrl)) {
    return false;
  }
  const { protocol, hostname } = new URL(baseUrl);
  const isLoopback = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  return protocol === "https:" || (protocol === "http:" && isLoopback);
}
