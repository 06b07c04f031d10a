import type { WebhooksCall } from "../api/client";
import { InterviewNotFoundError } from "../api/errors";
import type { Config } from "../config";
import { logToEngine } from "../engine-log";
import { currentConfig, currentConfiguration } from "./configuration";
import { interviewKey, type Declared, type InterviewKey } from "../run/host-journal";
import { thisRun } from "../run/this-run";
import { authOfType } from "../settings/credentials";
import { endBody, updateBody } from "../settings/request-body";
import { secretsIn } from "../settings/state";
import { partNames, pickParts, type AppliedParts, type PartName, type Parts } from "../settings/parts";

/** Tells the run that the program declares these parts of each of these interviews, so that no delete undoes them. */
export function declareInterviews(config: Config, aiInterviewIds: readonly number[], parts: Parts): void {
  thisRun().declare(
    aiInterviewIds.map((aiInterviewId) => keyOf(config, aiInterviewId)),
    partNames(parts),
    config.account,
  );
}

/** The interviews of which a delete of this run has sent settings, so that their declarations have to be sent again. */
export function deletedInThisRun(aiInterviewIds: readonly number[]): ReadonlySet<number> {
  const configuration = currentConfiguration();
  return new Set(
    "config" in configuration
      ? thisRun().deletedAmong(aiInterviewIds, (each) => keyOf(configuration.config, each))
      : [],
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

/** Ends a declaration, and says in one line where nothing was switched off. */
export async function endDeclaration(aiInterviewId: number, parts: AppliedParts): Promise<void> {
  const { outcome, reason = "" } = await disableUndeclared(aiInterviewId, parts, "checked");
  if (outcome === "nothing to disable") {
    await logToEngine(`Interview ${aiInterviewId}: nothing sent. ${reason}`);
  } else if (outcome === "not found") {
    await logToEngine(`Interview ${aiInterviewId}: ${NOT_FOUND}`);
  }
}

const NOT_FOUND =
  "nothing was switched off, because the API knows no such interview in this account. " +
  "The key of another account gets the same response: if the interview still exists, switch its webhooks off in the vendor's dashboard.";

/**
 * The declarations that keep an interview on. A delete counts those that the engine has checked: it comes after all checks, and
 * with `destroy --run-program` the engine checks none of what the program announces. An update comes between the checks of other
 * resources, so it counts those that are only announced, too.
 */
export type CountedDeclarations = "checked" | "announced";

/** How a declaration ended. */
export interface Ending {
  outcome: "disabled" | "nothing to disable" | "not found";
  /** Why there was nothing to disable. */
  reason?: string;
  /** The parts that another resource of the run declares, and that were left as they are. */
  left: AppliedParts;
}

/**
 * Ends a declaration: disables its events, except those that another resource of the run declares, in whichever host. A delete
 * never undoes a declaration.
 */
export async function disableUndeclared(
  aiInterviewId: number,
  parts: AppliedParts,
  counted: CountedDeclarations,
): Promise<Ending> {
  const config = currentConfig();
  const key = keyOf(config, aiInterviewId);
  const run = thisRun();
  const noteEnd = run.beginDelete(key, parts.auth?.type);
  try {
    const declarations = declarationsOf(key, counted);
    const declared = partsOfAll(declarations);
    const body = endBody(parts, declared);
    const left = declared ? pickParts(parts, declared) : {};
    if (!body) {
      return { outcome: "nothing to disable", left, reason: reasonToSendNothing(config, declarations) };
    }
    await send(config, { aiInterviewId, body, secrets: secretsIn(parts) });
    return { outcome: "disabled", left };
  } catch (error) {
    if (!(error instanceof InterviewNotFoundError)) {
      throw error;
    }
    return { outcome: "not found", left: {} };
  } finally {
    noteEnd();
  }
}

/** The parts that any of these declarations has; `undefined` where there is none. */
function partsOfAll(declarations: readonly Declared[]): ReadonlySet<PartName> | undefined {
  return declarations.length > 0 ? new Set(declarations.flatMap((each) => each.parts)) : undefined;
}

/** Two account names with one number are one interview far more often than two, and an event too many is less harm than a lost one. */
function reasonToSendNothing({ account }: Config, declarations: readonly Declared[]): string {
  const [other = ""] = declarations.map((each) => each.account);
  return declarations.some((each) => each.account === account)
    ? "The program still declares its webhooks."
    : `The program declares its webhooks for the account ${other}. If that is not the same as the account ${account}, ` +
        "switch the interview's webhooks off there in the vendor's dashboard.";
}

/** The rest of a sentence about what belongs to `account`, where this configuration reaches another one. */
export function otherAccountLine(account: string | undefined): string | undefined {
  const reached = currentConfig().account;
  return account === undefined || account === reached
    ? undefined
    : `the account ${account}, and this configuration reaches ${reached}. ` +
        "If deliveries should end there, switch them off in the vendor's dashboard.";
}

/** Whether an update that ends a declaration would send anything, as far as the run knows by now. */
export function wouldDisable(aiInterviewId: number, parts: AppliedParts): boolean {
  const configuration = currentConfiguration();
  if (!("config" in configuration)) {
    return false;
  }
  const declarations = declarationsOf(keyOf(configuration.config, aiInterviewId), "announced");
  return endBody(parts, partsOfAll(declarations)) !== undefined;
}

function declarationsOf(key: InterviewKey, counted: CountedDeclarations): Declared[] {
  const run = thisRun();
  const checked = run.declarationsOf(key);
  return counted === "checked" ? checked : [...checked, ...run.announcementsOf(key)];
}

function keyOf({ baseUrl }: Config, aiInterviewId: number): string {
  return interviewKey(baseUrl, aiInterviewId);
}

async function send(config: Config, call: WebhooksCall): Promise<void> {
  // Loads the HTTP client on the first call, so that a preview does without it.
  const { putWebhooks } = require("../api/client") as typeof import("../api/client");
  await putWebhooks(config, call);
}
