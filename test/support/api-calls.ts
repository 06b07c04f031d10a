import type { ApiConfig } from "../../provider/api/call";
import type { XobinError } from "../../provider/api/errors";
import type { WebhooksCall } from "../../provider/api/webhooks";
import { START } from "./declare";

/** A call that declares `start` of interview 206. */
export const CALL = {
  aiInterviewId: 206,
  webhooks: { start: START },
  applied: {},
} satisfies WebhooksCall;

/** The configuration of calls to a sandbox, or to what stands in for one. */
export function configFor(
  { url, apiKey = "key" }: { url: string; apiKey?: string },
  changes: Partial<ApiConfig> = {},
): ApiConfig {
  return { apiKey, baseUrl: url, requestTimeout: 30, maxRetries: 5, ...changes };
}

/** A log whose lines nobody reads. */
export const log = () => Promise.resolve();

/** The error of a call that has to fail. */
export async function failureOf(call: Promise<unknown>): Promise<XobinError> {
  return call.then(
    () => {
      throw new Error("The call succeeded");
    },
    (error: unknown) => error as XobinError,
  );
}
