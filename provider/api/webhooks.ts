import { secretsOf } from "../settings/credentials";
import type { AppliedParts, Parts } from "../settings/parts";
import type { ApiConfig, ApiText, CallWords, Log } from "./call";
import { callApi } from "./client";
import { InvalidSettingsError, InterviewNotFoundError, type ErrorDetails } from "./errors";

/** One call of `PUT /ai-interviews/settings/webhooks/<ai_interview_id>`. */
export interface WebhooksCall {
  readonly aiInterviewId: number;
  readonly webhooks: Parts;
  /** The parts that the API may hold before the call. It may repeat their credential. */
  readonly applied: AppliedParts;
}

/**
 * Sends the webhook settings of one interview.
 *
 * Assumed: the PUT is idempotent, also where two of them overlap (the API documents it as an update with whole values).
 *
 * @throws an error of `errors.ts` when the call failed for good, and the error of `log`
 */
export async function putWebhooks(config: ApiConfig, call: WebhooksCall, log: Log): Promise<void> {
  const { aiInterviewId, webhooks, applied } = call;
  await callApi<true>(config, log, {
    method: "PUT",
    path: `/ai-interviews/settings/webhooks/${aiInterviewId}`,
    body: { webhooks },
    // The documented response has 65 bytes.
    maxResponseBytes: 64 * 1024,
    // Assumed: only `status: "success"` in the body, as documented, means that the settings were applied.
    parse: (json) => (json as { status?: unknown } | null)?.status === "success" || undefined,
    apiText: apiTextOf(applied, webhooks),
    subject: `Interview ${aiInterviewId}`,
    ...WEBHOOKS_WORDS,
  });
}

/** A credential may not be at hand, because it is an input and the step is given outputs only. */
function apiTextOf(...settings: AppliedParts[]): ApiText {
  const secrets = settings.flatMap(({ auth }) => (auth ? [secretsOf(auth)] : []));
  return secrets.some((each) => each.length === 0)
    ? { withheldBecause: "it could repeat a credential that is not at hand in this step" }
    : { secrets: secrets.flat() };
}

/** Assumed: the API responds with 404 to the number of an interview that is not the account's own. */
export const INTERVIEW_NOT_FOUND: ErrorDetails = {
  problem: "the account has no such interview",
  remedy: "Check aiInterviewId, and that the key belongs to the account of this interview.",
  errorClass: InterviewNotFoundError,
};

export const WEBHOOKS_WORDS: Omit<CallWords, "subject"> = {
  again: "Run `pulumi up` again",
  againAfterLimit: "Run `pulumi up` again later, or with a lower --parallel.",
  unexpected: "the API did not confirm the settings",
  notFound: INTERVIEW_NOT_FOUND,
  refused: {
    problem: "the API refused the settings",
    remedy: "Fix the setting that it names, then run `pulumi up` again.",
    errorClass: InvalidSettingsError,
  },
};
