import { isDeepStrictEqual } from "node:util";
import type {
  CheckResult,
  ConfigureRequest,
  CreateResult,
  DiffResult,
  ReadResult,
  UpdateResult,
} from "@pulumi/pulumi/dynamic";
import { XobinError } from "../api/errors";
import { checkDeclaration } from "./check";
import { logToEngine } from "../engine-log";
import { setConfiguration } from "./configuration";
import {
  authKeptByDeletes,
  deletedInThisRun,
  disableDeleted,
  otherAccountMessage,
  putSettings,
} from "./interview";
import { oldInputs } from "./old-inputs";
import { verifyReceivers } from "./verify-receivers";
import { checkSettings } from "../settings/schema";
import {
  appliedOutputs,
  appliedSettings,
  comparable,
  unconfirmedOutputs,
  type Inputs,
  type Outputs,
} from "../settings/state";
import type { Auth, PublicAuth } from "../settings/parts";

/** Takes the configuration over. No `await` may come first: the host calls the other functions without waiting for this one. */
export function configure(request: ConfigureRequest): Promise<void> {
  setConfiguration(request);
  return Promise.resolve();
}

/** Checks the inputs, fills in defaults, and adds the account that they are meant for, so that a preview shows a move between accounts. */
export function check(olds: object, news: object): Promise<CheckResult> {
  return Promise.resolve(checkInputs(olds as Partial<Inputs>, news as Partial<Inputs>));
}

function checkInputs(olds: Partial<Inputs>, news: Partial<Inputs>): CheckResult {
  const { aiInterviewId } = olds;
  return checkDeclaration(news, {
    inspected: [news.aiInterviewId, news.triggers],
    checkSettings,
    keepOldInputs: () => {
      if (aiInterviewId !== undefined) {
        oldInputs.set(aiInterviewId, olds);
      }
    },
    numbersOf: (settings) => [settings.aiInterviewId],
    subjectOf: (settings) => `Interview ${settings.aiInterviewId}`,
  });
}

/**
 * Tells no change, an update and a replacement apart. For an update, `changes` is left out: then the engine works out the
 * changed properties itself, and the preview shows them.
 */
export function diff(_id: string, olds: Outputs, news: Inputs): Promise<DiffResult> {
  return Promise.resolve(diffOf(olds, news));
}

function diffOf(olds: Outputs, news: Inputs): DiffResult {
  const replaces = REPLACING.filter(
    (property) => olds[property] !== undefined && olds[property] !== news[property],
  );
  if (olds.unconfirmed || deletedInThisRun([news.aiInterviewId]).size > 0) {
    // The engine may see no changed property, and has to send the settings all the same.
    return { changes: true, replaces };
  }
  return replaces.length === 0 && isSame(olds, news) ? { changes: false } : { replaces };
}

/** A change of these means another interview, so the settings of the one before have to be switched off. */
const REPLACING = ["aiInterviewId", "account"] as const;

function isSame(olds: Outputs, news: Inputs): boolean {
  const old = oldInputs.get(olds.aiInterviewId);
  if (!old) {
    return isDeepStrictEqual(comparable(olds), comparable(appliedOutputs(news)));
  }
  // Receivers that were not verified before: the settings are sent again once they are.
  const asksToVerify = Boolean(news.verifyReceiver) && !old.verifyReceiver;
  return !asksToVerify && isDeepStrictEqual(comparable(withOldAuth(olds)), comparable(news));
}

/** Applies the settings to an interview, whatever it held before: creating is adopting. */
export async function create(inputs: Inputs): Promise<CreateResult> {
  return { id: String(inputs.aiInterviewId), outs: await apply(undefined, inputs) };
}

/** Applies the settings, and disables the parts that left the program. */
export async function update(_id: string, olds: Outputs, news: Inputs): Promise<UpdateResult> {
  return { outs: await apply(olds, news) };
}

/** Returns what the state holds: the API has no way to ask it. */
export function read(id: string, props?: Outputs): Promise<ReadResult> {
  return Promise.resolve({ id, props });
}

/** Disables the declared events, unless the program declares the interview elsewhere. */
async function delete_(_id: string, props: Outputs): Promise<void> {
  const { aiInterviewId, account } = props;
  const otherAccount = otherAccountMessage(`Interview ${aiInterviewId}`, account);
  if (otherAccount) {
    await logToEngine(otherAccount);
    return;
  }
  await disableDeleted(aiInterviewId, props);
}
export { delete_ as delete };

/** One path for create and update: the previous settings, the wanted ones, one PUT, the new outputs. */
async function apply(olds: Outputs | undefined, wanted: Inputs): Promise<Outputs> {
  const { aiInterviewId } = wanted;
  // First of all, since it may take a minute, and a delete in another host may end meanwhile.
  await verifyReceivers(wanted, aiInterviewId);
  const previous = { ...(await authKeptByDeletes(aiInterviewId)), ...(olds && withOldAuth(olds)) };
  try {
    await putSettings(aiInterviewId, previous, wanted);
    return appliedOutputs(wanted);
  } catch (error) {
    if (error instanceof XobinError && error.unconfirmed) {
      // The shape in which the host passes a partial failure on: the engine keeps the properties and updates next time.
      throw Object.assign(error, {
        id: String(aiInterviewId),
        properties: unconfirmedOutputs(previous, wanted),
        reasons: [error.message],
      });
    }
    throw error;
  }
}

function withOldAuth(olds: Outputs): Outputs & { auth?: Auth | PublicAuth } {
  return appliedSettings(olds, oldInputs.get(olds.aiInterviewId)?.auth);
}
