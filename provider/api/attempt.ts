import type { Response } from "node-fetch";
import type { Config } from "../config";
import { agentFor, withProgress, type Progress } from "./http/agent";
import { isFromApi, redactedApiMessage } from "./api-message";
import type { Failure } from "./failure";
import type { RequestBody } from "../settings/request-body";
import { ENDED_EARLY, proxyFailureOf } from "./http/proxy-failure";
import { parseRetryAfter } from "./http/retry-timing";

/** The documented response has 65 bytes; one that is far larger is not read to its end. */
const MAX_RESPONSE_BYTES = 64 * 1024;

/** One call of `PUT /ai-interviews/settings/webhooks/<ai_interview_id>`. */
export interface WebhooksCall {
  readonly aiInterviewId: number;
  readonly body: RequestBody;
  /**
   * The secrets that no message may show besides the API key: those sent, and those that the API may hold and repeat. `undefined`
   * where not all of them are at hand, so that no text of the API can be shown.
   */
  readonly secrets: readonly string[] | undefined;
}

/**
 * Makes one attempt of `call`.
 *
 * @returns `undefined` for the documented success, otherwise how the attempt failed
 */
export async function attemptPut(config: Config, call: WebhooksCall): Promise<Failure | undefined> {
  // node-fetch is an ES module; loaded here, a preview does without it.
  const { default: fetch } = await import("node-fetch");
  const url = new URL(`${config.baseUrl}/ai-interviews/settings/webhooks/${call.aiInterviewId}`);
  const progress: Progress = {
    stage: "ready",
    // Covers the response's body as well.
    signal: AbortSignal.timeout(config.requestTimeout * 1000),
  };
  try {
    const response = await withProgress(progress, () =>
      fetch(url, {
        method: "PUT",
        headers: { apiKey: config.apiKey, "Content-Type": "application/json", Accept: "application/json" },
        body: JSON.stringify(call.body),
        agent: agentFor(url, config.proxy),
        // A redirect could take the key to another host.
        redirect: "manual",
        size: MAX_RESPONSE_BYTES,
        signal: progress.signal,
      }),
    );
    return failureOf(response, await textOf(response), secretsOf(config, call));
  } catch (error) {
    return failureOfError(error, config, progress);
  }
}

function secretsOf({ apiKey, proxy }: Config, { secrets }: WebhooksCall): string[] | undefined {
  return secrets && [apiKey, ...secrets, ...(proxy ? [decodeURIComponent(proxy.url.password)] : [])];
}

/** The body as text, since it may be HTML as well as JSON; empty when it is too large. */
async function textOf(response: Response): Promise<string> {
  try {
    return await response.text();
  } catch (error) {
    if ((error as { type?: string }).type === "max-size") {
      return "";
    }
    throw error;
  }
}

function failureOf(
  response: Response,
  text: string,
  secrets: readonly string[] | undefined,
): Failure | undefined {
  const { status } = response;
  if (!response.ok) {
    return {
      kind: "status",
      status,
      apiMessage: redactedApiMessage(text, secrets),
      fromApi: isFromApi(text),
      retryAfterMs: parseRetryAfter(response.headers.get("Retry-After"), Date.now()),
    };
  }
  return isSuccess(text)
    ? undefined
    : { kind: "unconfirmed", status, apiMessage: redactedApiMessage(text, secrets) };
}

/** Assumed: only `status: "success"` in the body, as documented, means that the settings were applied. */
function isSuccess(text: string): boolean {
  try {
    // Throws for `null` as well.
    return (JSON.parse(text) as { status?: unknown }).status === "success";
  } catch {
    return false;
  }
}

/** Timeouts and network failures as node-fetch throws them; anything else is a mistake in this code and is thrown again. */
function failureOfError(error: unknown, config: Config, progress: Progress): Failure {
  const { type, code, name } = error as { type?: string; code?: string; name?: string };
  const timedOut = name === "AbortError";
  if (!timedOut && type !== "system") {
    throw error;
  }
  const proxyFailure = proxyFailureOf(
    error,
    config.proxy,
    progress,
    timedOut ? config.requestTimeout : undefined,
  );
  if (proxyFailure) {
    return proxyFailure;
  }
  const nothingSent = progress.stage !== "ready";
  return timedOut
    ? { kind: "timeout", seconds: config.requestTimeout, nothingSent }
    : { kind: "connection", code: code ?? ENDED_EARLY, nothingSent };
}
