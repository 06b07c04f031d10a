import type { Receiver, Target } from "../../cli/recovery/result";
import type { Sandbox } from "../../sandbox";

export const DAY = 24 * 3_600_000;
export const JULY = Date.parse("2025-07-01T00:00:00Z");
export const WINDOW = { since: JULY, until: JULY + 31 * DAY };

/** An interview of the sandbox, whose results go to `receiver`. */
export function targetOf(
  { url, apiKey }: Pick<Sandbox, "url" | "apiKey">,
  aiInterviewId: number,
  receiver: Receiver,
): Target {
  return {
    stack: "dev",
    resource: `interview-${aiInterviewId}`,
    aiInterviewId,
    publicNumber: aiInterviewId,
    api: { baseUrl: url, apiKey, requestTimeout: 30, maxRetries: 1 },
    receiver,
  };
}

/** Keeps no line and no progress. */
export const SILENT = { log: () => Promise.resolve(), onProgress: () => undefined };
