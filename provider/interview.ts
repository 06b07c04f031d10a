import type { WebhooksCall } from "./api/client";
import { InterviewNotFoundError } from "./api/errors";
import type { Config } from "./config";
import { logToEngine } from "./engine-log";
import { currentConfig, currentConfiguration } from "./host";
import type { Declared } from "./run/host-record";
import { thisRun } from "./run/this-run";
import { authOfType } from "./settings/credentials";
import {
  deleteBody,
  namesOf,
  partialDeleteBody,
  updateBody,
  type AppliedParts,
  type Parts,
} from "./settings/request-body";
import { secretsIn } from "./settings/state";

/** Tells the run that the program declares these parts of an interview, so that no delete undoes them. */
export function declareInterview(config: Config, aiInterviewId: number, parts: Parts): void {
  thisRun().declare(keyOf(config, aiInterviewId), namesOf(parts), config.account);
}

/** Whether a delete of this run has sent settings of the interview, so that its declaration has to be sent again. */
export function isDeletedInThisRun(aiInterviewId: number): boolean {
  const configuration = currentConfiguration();
  return (
    "config" in configuration &&
    thisRun().pastDelete(keyOf(configuration.config, aiInterviewId)) !== undefined
  );
}

/**
 * Waits until no delete of the interview is under way in any host of the run, because a declaration has the last word.
 *
 * @returns the part that those deletes left alone, which the declaration that follows disables unless it declares it
 */
export async function leftByDeletes(aiInterviewId: number): Promise<AppliedParts> {
  const past = await thisRun().settled(keyOf(currentConfig(), aiInterviewId));
  return past?.auth ? { auth: authOfType(past.auth) } : {};
}

/** Makes the API hold `wanted` with one call, and disables the parts that are in `previous` only. */
export async function putSettings(
  aiInterviewId: number,
  previous: AppliedParts,
  wanted: Parts,
): Promise<void> {
  await send(currentConfig(), {
    aiInterviewId,
    body: updateBody(previous, wanted),
    secrets: secretsIn(previous, wanted),
  });
}

/**
 * Ends a declaration: disables its events, except those that another resource of the run declares, in whichever host. A delete
 * never undoes a declaration.
 */
export async function endDeclaration(aiInterviewId: number, parts: AppliedParts): Promise<void> {
  const config = currentConfig();
  const key = keyOf(config, aiInterviewId);
  const run = thisRun();
  const noteEnd = run.beginDelete(key, parts.auth?.type);
  try {
    const declarations = run.declarationsOf(key);
    const declared = new Set(declarations.flatMap((each) => each.parts));
    const body = declarations.length > 0 ? partialDeleteBody(parts, declared) : deleteBody(parts);
    if (!body) {
      await logToEngine(
        `Interview ${aiInterviewId}: nothing sent. ${reasonToSendNothing(config, declarations)}`,
      );
      return;
    }
    await send(config, { aiInterviewId, body, secrets: secretsIn(parts) });
  } catch (error) {
    if (!(error instanceof InterviewNotFoundError)) {
      throw error;
    }
    await logToEngine(
      `Interview ${aiInterviewId}: nothing was switched off, because the API knows no such interview in this account. ` +
        "The key of another account gets the same response: if the interview still exists, switch its webhooks off in the vendor's dashboard.",
    );
  } finally {
    noteEnd();
  }
}

/** Two account names with one number are one interview far more often than two, and an event too many is less harm than a lost one. */
function reasonToSendNothing({ account }: Config, declarations: Declared[]): string {
  const [other] = declarations.map((each) => each.account);
  return declarations.some((each) => each.account === account)
    ? "The program still declares its webhooks."
    : `The program declares its webhooks for the account ${other}. If that is not the same as the account ${account}, ` +
        "switch the interview's webhooks off there in the vendor's dashboard.";
}

/** The name by which the hosts of a run know an interview. */
function keyOf({ baseUrl }: Config, aiInterviewId: number): string {
  return `${baseUrl} ${aiInterviewId}`;
}

async function send(config: Config, call: WebhooksCall): Promise<void> {
  // Loads the HTTP client on the first call, so that a preview does without it.
  const { putWebhooks } = require("./api/client") as typeof import("./api/client");
  await putWebhooks(config, call);
}
