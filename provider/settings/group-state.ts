import { partsOf, type AppliedParts, type Auth } from "./parts";
import type { GroupSettings } from "./schema";
import { appliedOutputs, withOldCredential, type Inputs, type Outputs } from "./state";
import { wireSecret } from "./wire-secret";

/** What `check` makes of a group's inputs: the settings with their defaults, and the account they are meant for. */
export interface GroupInputs extends GroupSettings, Pick<Inputs, "account" | "__provider"> {}

/**
 * What the state keeps of a group: the settings that were applied last, once for all its interviews, and, per interview, only what
 * differs from them. The credential is an input and no output, as with a single interview. So are the names, which would double the
 * size of the state.
 */
export interface GroupOutputs
  extends Omit<GroupInputs, "interviews" | "auth" | "verifyReceiver">, Pick<Outputs, "auth"> {
  /** The numbers of the interviews, in ascending order. */
  aiInterviewIds: number[];
  /**
   * The parts that the API may hold of an interview, by its number, where they are not those of the group: its last call failed,
   * or it was removed from the group and is declared by another resource, which may not have been applied yet. None where nothing
   * of the interview was ever applied.
   */
  pending?: Record<string, PendingParts>;
}

/** Parts that the API may hold of one interview. */
export interface PendingParts extends AppliedParts {
  /** Whether the last call got no response, so that the API may hold these parts or those before them. */
  unconfirmed?: true;
}

/** The state of a group, by interview. */
export interface GroupState {
  /** The parts that the API may hold of each interview. */
  readonly applied: ReadonlyMap<number, AppliedParts>;
  /** The interviews among them whose parts may not be those of the group. */
  readonly pending: ReadonlySet<number>;
}

type Interviews = Pick<GroupInputs, "interviews">;

/** The names and numbers of a group. Behind an Output, all of them may be unknown, and then there are none; so may be a number. */
export function membersOf({ interviews }: Interviews): [string, number][] {
  return typeof interviews === "object" ? Object.entries(interviews) : [];
}

/** The numbers of a group that are known, in ascending order. */
export function aiInterviewIdsOf(group: Interviews): number[] {
  return membersOf(group)
    .map(([, aiInterviewId]) => aiInterviewId)
    .filter((aiInterviewId) => typeof aiInterviewId === "number")
    .sort((a, b) => a - b);
}

/** @param oldAuth - the `auth` of the old inputs. A pending interview may have an older one, whose credential is not at hand */
export function readGroupState(olds: Partial<GroupOutputs> = {}, oldAuth: Auth | undefined): GroupState {
  const { aiInterviewIds = [], pending = {} } = olds;
  const common = partsOf<AppliedParts>(withOldCredential(olds, oldAuth));
  const applied = new Map(aiInterviewIds.map((id) => [id, common]));
  for (const [id, parts] of Object.entries(pending)) {
    applied.set(Number(id), parts);
  }
  return { applied, pending: new Set(Object.keys(pending).map(Number)) };
}

/**
 * The outputs of a group after `wanted` was sent.
 *
 * @param pending - the parts that the API may hold of interviews where they are not those of the group. They need not be inputs
 * any more, so the engine no longer knows what in them is secret: they are marked as a whole
 */
export function writeGroupState(
  wanted: GroupInputs,
  pending: ReadonlyMap<number, PendingParts>,
): GroupOutputs {
  const { interviews: _interviews, ...settings } = appliedOutputs(wanted);
  const marked = [...pending].map(([id, { unconfirmed, ...parts }]) => [
    id,
    wireSecret({ ...appliedOutputs(partsOf(parts)), ...(unconfirmed && { unconfirmed }) }),
  ]);
  return {
    ...settings,
    aiInterviewIds: aiInterviewIdsOf(wanted),
    ...(marked.length > 0 && { pending: Object.fromEntries(marked) as Record<string, PendingParts> }),
  };
}
