import type { Response } from "node-fetch";
import type { Config } from "../config";
import { agentFor } from "./agent";
import type { Failure } from "./failure";
import { redactedApiMessage } from "./redaction";
import type { RequestBody } from "../settings/request-body";
import { parseRetryAfter } from "./retry-timing";

/** The documented answer has 65 bytes; what is far larger is not read to its end. */
const MAX_RESPONSE_BYTES = 64 * 1024;

/**
 * One `PUT /ai-interviews/settings/webhooks/<ai_interview_id>`.
 *
 * @param secrets - what no message may show besides the API key, even when the API repeats it
 * @returns nothing for the documented success, and how the attempt failed for everything else
 */
export async function attemptPut(
  config: Config,
  aiInterviewId: number,
  body: RequestBody,
  secrets: readonly string[],
): Promise<Failure | undefined> {
  // node-fetch is an ES module; it is loaded when something is sent, not when a preview runs.
  const { default: fetch } = await import("node-fetch");
  const url = new URL(`${config.baseUrl}/ai-interviews/settings/webhooks/${aiInterviewId}`);
  try {
    const response = await fetch(url, {
      method: "PUT",
      headers: { apiKey: config.apiKey, "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
      agent: agentFor(url),
      // A redirect could take the key to another host.
      redirect: "manual",
      size: MAX_RESPONSE_BYTES,
      // Covers the answer's body as well.
      signal: AbortSignal.timeout(config.requestTimeout * 1000),
    });
    return failureOf(response, await textOf(response), [config.apiKey, ...secrets]);
  } catch (error) {
    return failureOfError(error, config);
  }
}

/** The body as text, since it may be HTML as well as JSON; empty when it is too large to say anything. */
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
      ...(retryAfterMs !== undefined && { retryAfterMs }),
    };
  }
  return isSuccess(text)
    ? undefined
    : { kind: "unconfirmed", status, apiMessage: redactedApiMessage(text, secrets) };
}

/** Assumed: success is told by `status: "success"` in the body, as documented, and by nothing less. */
function isSuccess(text: string): boolean {
  try {
    const answer: unknown = JSON.parse(text);
    return typeof answer === "object" && answer !== null && "status" in answer && answer.status === "success";
  } catch {
    return false;
  }
}

/** What node-fetch throws for a timeout and a bad network; anything else is a mistake in this code, and is thrown as it is. */
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
