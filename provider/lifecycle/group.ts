import { randomBytes } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import type { CheckResult, DiffResult } from "@pulumi/pulumi/dynamic";
import {
  aiInterviewIdsOf,
  membersOf,
  readGroupState,
  writeGroupState,
  type GroupInputs,
  type GroupOutputs,
  type GroupState,
  type PendingParts,
} from "../settings/group-state";
import { partsOf } from "../settings/parts";
import { checkGroupSettings } from "../settings/schema";
import { hasSameSettings } from "../settings/state";
import { checkInputs, oldInputsOf, type OldInputs } from "./check";
import {
  formatInterviews,
  GroupError,
  hasFailed,
  reportKept,
  reportPending,
  sendAll,
  type GroupInterview,
  type GroupResult,
} from "./group-calls";
import type { Host, Lifecycle } from "./host";
import { disableInterview, hasPartsToDisable, otherAccountMessage, putInterview } from "./interview";
import { asksToVerify, verifyReceivers } from "./verify-receivers";

/** The lifecycle of many interviews that have the same settings. Interviews come and go in an update. */
export function groupLifecycle(host: Host): Lifecycle<GroupInputs, GroupOutputs> {
  return {
    check: (olds, news) => check(host, olds, news),
    diff: (_id, olds, news) => diff(host, olds, news),
    create: async (inputs) => {
      // The interviews of a group change, so no property identifies it.
      const id = `group-${randomBytes(6).toString("hex")}`;
      return { id, outs: await apply(host, id, undefined, inputs) };
    },
    read: (id, props) => Promise.resolve({ id, props }),
    update: async (id, olds, news) => ({ outs: await apply(host, id, olds, news) }),
    delete: (_id, props) => disable(host, props),
  };
}

function check(host: Host, olds: object, news: object): Promise<CheckResult> {
  return checkInputs(host, olds, news, checkGroupSettings, (settings) => {
    const identity = aiInterviewIdsOf(settings);
    const [first] = identity;
    const subject = first === undefined ? "A group of interviews" : `Interview ${first} and its group`;
    const interviews = membersOf(settings).map(([name, aiInterviewId]) => ({ name, aiInterviewId }));
    return { identity, interviews, subject };
  });
}

async function diff(host: Host, olds: GroupOutputs, news: GroupInputs): Promise<DiffResult> {
  const replaces = olds.account !== undefined && olds.account !== news.account ? ["account"] : [];
  const aiInterviewIds = aiInterviewIdsOf(news);
  const old = oldInputsOf(news.account, aiInterviewIds);
  const state = readGroupState(olds, old?.auth);
  const hasChanged = !hasSameSettings(olds, news, old);
  const deleted = host.run().deletedAmong(news.account, aiInterviewIds);
  const removed = removedInterviews(state, aiInterviewIds, old);
  const isPending =
    aiInterviewIds.some((id) => state.pending.has(id)) ||
    removed
      .filter(({ aiInterviewId }) => state.pending.has(aiInterviewId))
      .some((interview) => hasPartsToDisable(host, news.account, interview));
  if (isPending) {
    const calls = [...interviewsToSend(news, state, hasChanged, deleted), ...removed];
    await reportPending(host, calls, aiInterviewIds.length + removed.length);
  }
  if (isPending || deleted.size > 0) {
    // The engine may see no changed property, and has to send the settings all the same.
    return { changes: true, replaces };
  }
  const isUnchanged =
    replaces.length === 0 &&
    isDeepStrictEqual(olds.aiInterviewIds, aiInterviewIds) &&
    // Another name sends nothing, but a review shall see it.
    (!old || isDeepStrictEqual(old.interviews, news.interviews)) &&
    !hasChanged &&
    !asksToVerify(old, news);
  return isUnchanged ? { changes: false } : { replaces };
}

/** One path for create and update: the applied settings, the wanted ones, the calls between these, the new outputs. */
async function apply(
  host: Host,
  id: string,
  olds: GroupOutputs | undefined,
  wanted: GroupInputs,
): Promise<GroupOutputs> {
  const aiInterviewIds = aiInterviewIdsOf(wanted);
  const old = olds && oldInputsOf(wanted.account, aiInterviewIds);
  const state = readGroupState(olds, old?.auth);
  const hasChanged = !olds || !hasSameSettings(olds, wanted, old);
  // First of all, since it may take a minute, and a delete in another host may end meanwhile.
  const findDeleted = () => host.run().deletedAmong(wanted.account, aiInterviewIds);
  const isNeeded = interviewsToSend(wanted, state, hasChanged, findDeleted()).length > 0;
  // All interviews have the same receivers, so the test events are of one of them.
  const [sample] = aiInterviewIds;
  if (sample !== undefined && (isNeeded || asksToVerify(old, wanted))) {
    const subject = `${formatInterviews(aiInterviewIds.length)} of a group (tested with interview ${sample})`;
    await verifyReceivers(host, wanted, sample, subject);
  }
  // Read once for all calls. A delete that begins after this sees our checked declarations and keeps them.
  const deleted = findDeleted();
  const puts = interviewsToSend(wanted, state, hasChanged, deleted).map((interview) => ({
    interview,
    send: () => putInterview(host, interview, wanted, deleted.has(interview.aiInterviewId)),
  }));
  const disables = removedInterviews(state, aiInterviewIds, old).map((interview) => ({
    interview,
    send: () => disableInterview(host, interview, "announced"),
  }));

  // The removed ones come last: by then, the engine may have checked the resource that declares them from now on.
  const results = await sendAll(host, [...puts, ...disables]);
  await reportKept(host, results);
  const failed = results.filter(hasFailed);
  if (failed.length === 0) {
    return writeGroupState(wanted, pendingIn(results));
  }
  // After a failure the engine keeps the old inputs, whose credential is then not the one that the others were given.
  const hasNewAuth = old !== undefined && !isDeepStrictEqual(old.auth, wanted.auth);
  const error = new GroupError(results, hasNewAuth ? OTHERS_ARE_SENT_AGAIN : OTHERS_ARE_DONE);
  if (failed.length === results.length && failed.every((each) => !each.error.unconfirmed)) {
    // Nothing was applied, so the state stays as it is.
    throw error;
  }
  const pending = new Map<number, PendingParts>([
    ...(hasNewAuth ? aiInterviewIds : []).map((each) => [each, partsOf(wanted)] as const),
    ...pendingIn(results),
  ]);
  // The engine keeps the properties, and updates next time.
  throw Object.assign(error, { id, properties: writeGroupState(wanted, pending), reasons: [error.message] });
}

const OTHERS_ARE_DONE = "The others are done. `pulumi up` sends those that failed again, and no others";
const OTHERS_ARE_SENT_AGAIN =
  "The others are done. `pulumi up` sends all of them again, because `auth` changed";
const OTHERS_ARE_OFF = "The others are switched off. The next run sends all of them again";

/** The interviews of a group that need a call: all of them where the settings have changed. */
function interviewsToSend(
  { interviews }: GroupInputs,
  { applied, pending }: GroupState,
  hasChanged: boolean,
  deleted: ReadonlySet<number>,
): GroupInterview[] {
  return Object.entries(interviews)
    .filter(([, id]) => hasChanged || !applied.has(id) || pending.has(id) || deleted.has(id))
    .map(([name, id]) => ({ aiInterviewId: id, name: `${name} (${id})`, applied: applied.get(id) ?? {} }));
}

/** The interviews of a state that are not wanted any more. Their names are in the old inputs only. */
function removedInterviews(
  { applied }: GroupState,
  wanted: readonly number[],
  { interviews = {} }: OldInputs = {},
): GroupInterview[] {
  const wantedIds = new Set(wanted);
  const names = new Map(Object.entries(interviews).map(([name, id]) => [id, `${name} (${id})`]));
  return [...applied]
    .filter(([id]) => !wantedIds.has(id))
    .map(([id, parts]) => ({ aiInterviewId: id, name: names.get(id) ?? `interview ${id}`, applied: parts }));
}

function pendingIn(results: readonly GroupResult[]): Map<number, PendingParts> {
  return new Map(
    results.flatMap(({ interview, pending }) =>
      pending ? [[interview.aiInterviewId, pending] as const] : [],
    ),
  );
}

async function disable(host: Host, props: GroupOutputs): Promise<void> {
  const subject = `A group of ${formatInterviews(props.aiInterviewIds.length)}`;
  const message = otherAccountMessage(host, subject, props.account);
  if (message !== undefined) {
    await host.log(message);
    return;
  }
  const interviews = removedInterviews(readGroupState(props, undefined), []);
  const results = await sendAll(
    host,
    interviews.map((interview) => ({ interview, send: () => disableInterview(host, interview, "checked") })),
  );
  await reportKept(host, results);
  if (results.some(hasFailed)) {
    throw new GroupError(results, OTHERS_ARE_OFF);
  }
}
