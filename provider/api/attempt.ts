import type { Response } from "node-fetch";
import type { Config } from "../config";
import { agentFor } from "./agent";
import { isFromApi, redactedApiMessage } from "./api-message";
import type { Failure } from "./failure";
import type { RequestBody } from "../settings/request-body";
import { parseRetryAfter } from "./retry-timing";

/** The documented response has 65 bytes; one that is far larger is not read to its end. */
const MAX_RESPONSE_BYTES = 64 * 1024;

/** One call of `PUT /ai-interviews/settings/webhooks/<ai_interview_id>`. */
export interface WebhooksCall {
  readonly aiInterviewId: number;
  readonly body: RequestBody;
  /** The secrets that no message may show besides the API key: those sent, and those that the API may hold and repeat. */
  readonly secrets: readonly string[];
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
  try {
    const response = await fetch(url, {
      method: "PUT",
      headers: { apiKey: config.apiKey, "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(call.body),
      agent: agentFor(url),
      // A redirect could take the key to another host.
      redirect: "manual",
      size: MAX_RESPONSE_BYTES,
      // Covers the response's body as well.
      signal: AbortSignal.timeout(config.requestTimeout * 1000),
    });
    return failureOf(response, await textOf(response), [config.apiKey, ...call.secrets]);
  } catch (error) {
    return failureOfError(error, config);
  }
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

function failureOf(response: Response, text: string, secrets: readonly string[]): Failure | undefined {
  const { status } = response;
  if (!response.ok) {
    const retryAfterMs = parseRetryAfter(response.headers.get("Retry-After"), Date.now());
    return {
      kind: "status",
      status,
      apiMessage: redactedApiMessage(text, secrets),
      fromApi: isFromApi(text),
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }
  return isSuccess(text)
    ? undefined
    : { kind: "unconfirmed", status, apiMessage: redactedApiMessage(text, secrets) };
}

/** Assumed: only `status: "success"` in the body, as documented, means that the settings were applied. */
function isSuccess(text: string): boolean {
  try {
    const body: unknown = JSON.parse(text);
    return typeof body === "object" && body !== null && "status" in body && body.status === "success";
  } catch {
    return false;
  }
}

/** Timeouts and network failures as node-fetch throws them; anything else is a mistake in this code and is thrown again. */
function failureOfError(error: unknown, config: Config): Failure {
  const { type, code, name } = error as { type?: string; code?: string; name?: string };
  if (name === "AbortError" || name === "TimeoutError") {
    return { kind: "timeout", seconds: config.requestTimeout };
  }
  if (type === "system") {
    // A proxy that hangs up gives no code.
    return { kind: "connection", code: code ?? "the connection ended early" };
  }
  throw error;
}
