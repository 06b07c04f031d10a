import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { CheckResult, CreateResult, DiffResult, ReadResult, UpdateResult } from "@pulumi/pulumi/dynamic";
import { checkDeclaration } from "./check";
import { logToEngine } from "../engine-log";
import { formatInterviews } from "./format-count";
import { sendAll, type GroupCall } from "./group-calls";
import { GroupError, type FailedInterview } from "./group-error";
import {
  authKeptByDeletes,
  deletedInThisRun,
  disableUndeclared,
  hasPartsToDisable,
  otherAccountMessage,
  putSettings,
} from "./interview";
import { keepOldInputs, oldInputsOf } from "./old-group-inputs";
import { verifyReceivers } from "./verify-receivers";
import { withCredentialOf } from "../settings/credentials";
import {
  comparableSettings,
  groupOutputs,
  heldBy,
  numbersOf,
  partsAfterFailure,
  pendingOf,
  pendingParts,
  type GroupInputs,
  type GroupOutputs,
  type Held,
  type PendingParts,
} from "../settings/group-state";
import { checkGroupSettings } from "../settings/schema";
import { appliedOutputs } from "../settings/state";
import type { KeepingDeclarations } from "../run/run-journal";
import type { AppliedParts } from "../settings/parts";

export { configure } from "./single";

/** Checks the inputs, fills in defaults, and adds the account that they are meant for. */
export function check(olds: object, news: object): Promise<CheckResult> {
  return Promise.resolve(checkInputs(olds as Partial<GroupInputs>, news as Partial<GroupInputs>));
}

function checkInputs(olds: Partial<GroupInputs>, news: Partial<GroupInputs>): CheckResult {
  return checkDeclaration(news, {
    inspected: [news.interviews, news.triggers],
    checkSettings: checkGroupSettings,
    keepOldInputs: () => {
      keepOldInputs(olds);
    },
    numbersOf,
    subjectOf: (settings) => {
      const [number] = numbersOf(settings);
      return number === undefined ? "A group of interviews" : `Interview ${number} and its group`;
    },
  });
}

/** Tells no change, an update and a replacement apart. Another account replaces; interviews come and go in an update. */
export function diff(_id: string, olds: GroupOutputs, news: GroupInputs): Promise<DiffResult> {
  return Promise.resolve(diffOf(olds, news));
}

function diffOf(olds: GroupOutputs, news: GroupInputs): DiffResult {
  const replaces = olds.account !== undefined && olds.account !== news.account ? ["account"] : [];
  const numbers = numbersOf(news);
  if (hasPending(olds, numbers) || deletedInThisRun(numbers).size > 0) {
    // The engine may see no changed property, and has to send the settings all the same.
    return { changes: true, replaces };
  }
  const isUnchanged =
    replaces.length === 0 &&
    isDeepStrictEqual(olds.aiInterviewIds, numbers) &&
    hasSameNames(olds, news) &&
    hasSameSettings(olds, news) &&
    !asksToVerify(olds, news);
  return isUnchanged ? { changes: false } : { replaces };
}

/** Another name sends nothing, but a review shall see it. */
function hasSameNames(olds: GroupOutputs, news: GroupInputs): boolean {
  const old = oldInputsOf(olds);
  return !old || isDeepStrictEqual(old.interviews, news.interviews);
}

/** Receivers that were not verified before. */
function asksToVerify(olds: GroupOutputs, news: GroupInputs): boolean {
  const old = oldInputsOf(olds);
  return old !== undefined && Boolean(news.verifyReceiver) && !old.verifyReceiver;
}

/** Whether a pending interview must be sent: it is still in the group, or nothing declares it any more. */
function hasPending(olds: GroupOutputs, wanted: readonly number[]): boolean {
  const numbers = new Set(wanted);
  return pendingOf(olds).some(([number, parts]) => numbers.has(number) || hasPartsToDisable(number, parts));
}

/** Without the credential, where no `check` came before, as in a refresh. */
function hasSameSettings(olds: GroupOutputs, news: GroupInputs): boolean {
  const old = oldInputsOf(olds);
  if (!old) {
    return isDeepStrictEqual(comparableSettings(olds), comparableSettings(appliedOutputs(news)));
  }
  const auth = olds.auth && withCredentialOf(olds.auth, old.auth);
  return isDeepStrictEqual(comparableSettings({ ...olds, ...(auth && { auth }) }), comparableSettings(news));
}

/**
 * Applies the settings to each interview, whatever it held before: creating is adopting. The id is random: the interviews of a
 * group change, so no property identifies it.
 */
export async function create(inputs: GroupInputs): Promise<CreateResult> {
  const id = `group-${randomBytes(6).toString("hex")}`;
  return { id, outs: await apply(id, undefined, inputs) };
}

/** Applies the settings to the interviews that are new or whose settings changed, and disables those that were removed from the group. */
export async function update(id: string, olds: GroupOutputs, news: GroupInputs): Promise<UpdateResult> {
  return { outs: await apply(id, olds, news) };
}

/** Returns what the state holds: the API has no way to ask it. */
export function read(id: string, props?: GroupOutputs): Promise<ReadResult> {
  return Promise.resolve({ id, props });
}

/** Disables the declared events of each interview, unless the program declares it elsewhere. */
async function delete_(_id: string, props: GroupOutputs): Promise<void> {
  const subject = `A group of ${formatInterviews(props.aiInterviewIds.length)}`;
  const otherAccount = otherAccountMessage(subject, props.account);
  if (otherAccount) {
    await logToEngine(otherAccount);
    return;
  }
  const removals = new Removals("checked");
  const calls = removals.callsFor([...heldOf(props)], props);
  const failed = await sendAll(calls);
  await removals.report();
  if (failed.length > 0) {
    throw new GroupError(failed, calls.length, "all");
  }
}
export { delete_ as delete };

/** One path for create and update: what the API holds, what it shall hold, the calls between these, the new outputs. */
async function apply(id: string, olds: GroupOutputs | undefined, wanted: GroupInputs): Promise<GroupOutputs> {
  const held: Held = olds ? heldOf(olds) : new Map();
  const hasChanged = !olds || !hasSameSettings(olds, wanted);
  const unfinished = new Map(olds ? pendingOf(olds) : []);
  const numbers = numbersOf(wanted);
  const pending = new Map<number, PendingParts>();
  const toSend = (deleted: ReadonlySet<number>) =>
    Object.entries(wanted.interviews).filter(
      ([, number]) => hasChanged || !held.has(number) || unfinished.has(number) || deleted.has(number),
    );

  // First of all, since it may take a minute, and a delete in another host may end meanwhile.
  if (toSend(deletedInThisRun(numbers)).length > 0 || (olds && asksToVerify(olds, wanted))) {
    await verifyGroupReceivers(wanted, numbers);
  }
  // Read once for all calls. A delete that begins after this sees our checked declarations and keeps them.
  const deleted = deletedInThisRun(numbers);
  const puts = toSend(deleted).map(([name, number]) =>
    putCall({ name, number, held: held.get(number), isDeleted: deleted.has(number) }, wanted, pending),
  );
  const wantedNumbers = new Set(numbers);
  const removed = [...held].filter(([number]) => !wantedNumbers.has(number));
  const removals = new Removals("announced", pending);
  const disables = removals.callsFor(removed, olds);

  // The removed ones come last: by then, the engine may have checked the resource that declares them from now on.
  const failed = await sendAll([...puts, ...disables]);
  await removals.report();
  if (failed.length > 0) {
    throw failureOf(failed, puts.length + disables.length, id, groupOutputs(wanted, pending));
  }
  return groupOutputs(wanted, pending);
}

/** All interviews have the same receivers, so the test events are of one of them. */
async function verifyGroupReceivers(wanted: GroupInputs, numbers: readonly number[]): Promise<void> {
  const [sample] = numbers;
  if (sample !== undefined) {
    const subject = `${formatInterviews(numbers.length)} of a group (tested with interview ${sample})`;
    await verifyReceivers(wanted, sample, subject);
  }
}

/** An interview to which the settings of its group are sent. */
interface Member {
  readonly name: string;
  readonly number: number;
  /** What the API holds of it by the state. */
  readonly held: AppliedParts | undefined;
  /** Whether a delete of this run has sent settings of it, or is about to. */
  readonly isDeleted: boolean;
}

function putCall(
  { name, number, held, isDeleted }: Member,
  wanted: GroupInputs,
  pending: Map<number, PendingParts>,
): GroupCall {
  let previous = held ?? {};
  return {
    name: `${name} (${number})`,
    send: async () => {
      previous = { ...(isDeleted && (await authKeptByDeletes(number))), ...held };
      await putSettings(number, previous, wanted);
    },
    onFailure: (error) => {
      pending.set(number, partsAfterFailure(previous, wanted, error));
    },
  };
}

/** Disables the interviews that were removed from the group, and counts them for one line of output. */
class Removals {
  private declaredElsewhere = 0;
  private notFound = 0;

  /** @param pending - is given the parts that were not disabled */
  constructor(
    private readonly keeping: KeepingDeclarations,
    private readonly pending = new Map<number, PendingParts>(),
  ) {}

  callsFor(held: readonly [number, AppliedParts][], olds: GroupOutputs | undefined): GroupCall[] {
    const { interviews = {} } = (olds && oldInputsOf(olds)) ?? {};
    const names = new Map(Object.entries(interviews).map(([name, number]) => [number, name]));
    return held.map(([number, parts]) => this.callFor(number, names.get(number), parts));
  }

  private callFor(number: number, name: string | undefined, parts: AppliedParts): GroupCall {
    return {
      name: name === undefined ? `interview ${number}` : `${name} (${number})`,
      send: async () => {
        const { outcome, kept } = await disableUndeclared(number, parts, this.keeping);
        const isKept = Object.keys(kept).length > 0;
        this.declaredElsewhere += isKept && outcome === "nothing to disable" ? 1 : 0;
        this.notFound += outcome === "not found" ? 1 : 0;
        if (isKept) {
          // The resource that declares it may fail, and leave the program after that.
          this.pending.set(number, pendingParts(kept));
        }
      },
      onFailure: () => {
        this.pending.set(number, pendingParts(parts));
      },
    };
  }

  async report(): Promise<void> {
    if (this.declaredElsewhere > 0) {
      await logToEngine(
        `${formatInterviews(this.declaredElsewhere)} of the group: nothing sent. Other resources of the program declare their webhooks.`,
      );
    }
    if (this.notFound > 0) {
      await logToEngine(
        `${formatInterviews(this.notFound)} of the group: nothing was switched off, because the API does not know them in this account. ` +
          "The key of another account gets the same response: if they still exist, switch their webhooks off in the vendor's dashboard.",
      );
    }
  }
}

/** Where nothing was applied, the state stays as it is. Otherwise the engine keeps the properties, and updates next time. */
function failureOf(
  failed: readonly FailedInterview[],
  total: number,
  id: string,
  properties: GroupOutputs,
): GroupError {
  const error = new GroupError(failed, total, "failed");
  const isUntouched = failed.length === total && failed.every((each) => !each.error.unconfirmed);
  return isUntouched ? error : Object.assign(error, { id, properties, reasons: [error.message] });
}

function heldOf(olds: GroupOutputs): Held {
  return heldBy(olds, oldInputsOf(olds)?.auth);
}
