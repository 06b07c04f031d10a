import type { WebhooksCall } from "../api/webhooks";
import { InterviewNotFoundError, XobinError } from "../api/errors";
import type { Declaration, KeepingDeclarations } from "../run/host-journal";
import { UNSEEN_REMEDY } from "../run/run-journal";
import { authOfType } from "../settings/credentials";
import type { PendingParts } from "../settings/group-state";
import { disableBody, updateBody } from "../settings/request-body";
import { partNames, partsOf, pickParts, type PartName, type Parts } from "../settings/parts";
import { requireConfig, type Host } from "./host";

/** An interview, and the parts that the API may hold of it. */
export type AppliedInterview = Pick<WebhooksCall, "aiInterviewId" | "applied">;

/** The end of a call for one interview. */
export interface CallResult {
  /** Present where the call failed for good. */
  readonly error?: XobinError;
  /** The parts that the API may hold, where they are not the wanted ones. */
  readonly pending?: PendingParts;
  /** Why the interview was not switched off, though no call failed, in words that fit one interview and several. */
  readonly kept?: string;
}

/**
 * Makes the API hold `wanted` with one call, and disables the parts that are in `applied` only, as is an `auth` that earlier deletes
 * of this run kept. A declaration has the last word, so the call waits for deletes that are under way in any host of the run.
 *
 * @param isDeleted - whether there may be such a delete
 */
export async function putInterview(
  host: Host,
  { aiInterviewId, ...interview }: AppliedInterview,
  wanted: Parts,
  isDeleted: boolean,
): Promise<CallResult> {
  const { account } = requireConfig(host);
  const keptAuth = isDeleted ? await host.run().settled(account, aiInterviewId) : undefined;
  const applied = { ...(keptAuth && { auth: authOfType(keptAuth) }), ...interview.applied };
  try {
    await send(host, { aiInterviewId, webhooks: updateBody(applied, wanted), applied });
    return {};
  } catch (error) {
    if (!(error instanceof XobinError)) {
      throw error;
    }
    return {
      error,
      pending: error.unconfirmed ? { ...applied, ...partsOf(wanted), unconfirmed: true } : applied,
    };
  }
}

const NOT_FOUND =
  "nothing was switched off, because the API knows no such interview in this account. " +
  "The key of another account gets the same response: if an interview still exists, switch its webhooks off in the vendor's dashboard.";

/** Nothing was switched off, because a process of the run that cannot be seen may declare the interview. */
class UnseenDeclarationsError extends XobinError {
  /** @param problem - why that process cannot be seen */
  constructor(aiInterviewId: number, problem: string) {
    const text =
      `nothing was switched off, because the program may declare it elsewhere, and the processes of this run cannot see each other (${problem}). ` +
      `${UNSEEN_REMEDY}, then run the command again.`;
    super(`Interview ${aiInterviewId}`, false, { kind: text, text });
  }
}

/**
 * Switches an interview off, except for the parts that other resources of the run declare, in whichever host. Those stay pending:
 * such a resource may fail, and then leave the program. Where a resource could not be seen, the call fails: an event too many is less
 * harm than a lost result.
 */
export async function disableInterview(
  host: Host,
  { aiInterviewId, applied }: AppliedInterview,
  keeping: KeepingDeclarations,
): Promise<CallResult> {
  const { account } = requireConfig(host);
  const run = host.run();
  const noteDeleted = run.noteDeleting(account, aiInterviewId, applied.auth?.type);
  try {
    const { declarations, problem } = run.keepingDeclarations(account, aiInterviewId, keeping);
    if (problem !== undefined) {
      throw new UnseenDeclarationsError(aiInterviewId, problem);
    }
    const declared = partsOfAll(declarations);
    const webhooks = disableBody(applied, declared);
    const keptParts = declared ? pickParts(applied, declared) : {};
    const pending = partNames(keptParts).size > 0 && { pending: keptParts };
    if (!webhooks) {
      const auth = applied.auth?.status && !declared?.has("auth") ? ` ${AUTH_STAYS_ON}` : "";
      const kept = `nothing sent. ${describeKeeper(account, declarations)}${auth}`;
      return { ...(declared && { kept }), ...pending };
    }
    await send(host, { aiInterviewId, webhooks, applied });
    return { ...pending };
  } catch (error) {
    if (!(error instanceof XobinError)) {
      throw error;
    }
    return error instanceof InterviewNotFoundError ? { kept: NOT_FOUND } : { error, pending: applied };
  } finally {
    noteDeleted();
  }
}

/** The parts that any of these declarations has; `undefined` where there is none. */
function partsOfAll(declarations: readonly Declaration[]): ReadonlySet<PartName> | undefined {
  return declarations.length > 0 ? new Set(declarations.flatMap((each) => each.parts)) : undefined;
}

const AUTH_STAYS_ON =
  "The `auth` stays on, because the API takes it with an event only: to switch it off, declare `auth` with `status: false`.";

/** Interviews are matched by number and base URL, without the account's name, so the message names the other account. */
function describeKeeper(account: string, declarations: readonly Declaration[]): string {
  const [other = ""] = declarations.map((each) => each.account);
  return declarations.some((each) => each.account === account)
    ? "The program still declares these webhooks."
    : `The program declares these webhooks for the account ${other}. If that is not the same as the account ${account}, ` +
        "switch them off there in the vendor's dashboard.";
}

/** The message that nothing is sent for `subject`, where it belongs to another account than the configuration reaches. */
export function otherAccountMessage(
  host: Host,
  subject: string,
  account: string | undefined,
): string | undefined {
  const reached = requireConfig(host).account;
  return account === undefined || account === reached
    ? undefined
    : `${subject}: nothing sent. It belongs to the account ${account}, and this configuration reaches ${reached}. ` +
        "If deliveries should end there, switch them off in the vendor's dashboard.";
}

/** Whether an update has parts of an interview to disable that it no longer declares, as far as the run knows by now. */
export function hasPartsToDisable(
  host: Host,
  account: string | undefined,
  { aiInterviewId, applied }: AppliedInterview,
): boolean {
  const { declarations } = host.run().keepingDeclarations(account, aiInterviewId, "announced");
  return disableBody(applied, partsOfAll(declarations)) !== undefined;
}

async function send(host: Host, call: WebhooksCall): Promise<void> {
  // Loads the HTTP client on the first call, so that a preview does without it.
  const { putWebhooks } = require("../api/webhooks") as typeof import("../api/webhooks");
  await putWebhooks(requireConfig(host), call, host.log);
}
