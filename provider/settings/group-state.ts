import { withCredentialOf, withoutCredential } from "./credentials";
import type { GroupSettings } from "./schema";
import { appliedOutputs, type Inputs, type Outputs } from "./state";
import { wireSecret } from "./wire-secret";
import { partsOf, type AppliedParts, type Auth, type Parts, type PublicAuth } from "./parts";

/** What `check` makes of a group's inputs: the settings with their defaults, and the account they are meant for. */
export interface GroupInputs extends GroupSettings, Pick<Inputs, "account" | "__provider"> {}

/**
 * What the state keeps of a group: the settings that were applied last, once for all its interviews, and apart from these only
 * what differs. The credential is an input and no output, as with a single interview. So are the names, which would double the
 * size of the state.
 */
export interface GroupOutputs
  extends Omit<GroupInputs, "interviews" | "auth" | "verifyReceiver">, Pick<Outputs, "auth"> {
  /** The numbers of the interviews, in ascending order. */
  aiInterviewIds: number[];
  /**
   * The parts that the API may hold of an interview, by its number, where they are not those of the group: its last call failed,
   * or it has left the group and is declared by another resource, which may not have been applied yet.
   */
  pending?: Record<string, PendingParts>;
}

/** Parts without a credential. None where nothing of the interview was ever applied. */
export type PendingParts = Omit<AppliedParts, "auth"> & {
  auth?: PublicAuth;
  /** Whether the last call got no response, so that the API may hold these parts or those before them. */
  unconfirmed?: true;
};

/** The parts that the API may hold of each interview, by its number. */
export type Held = ReadonlyMap<number, AppliedParts>;

/** The numbers of a group that are known, in ascending order. */
export function numbersOf({ interviews }: Pick<GroupInputs, "interviews">): number[] {
  // Behind an Output, all of them may be unknown.
  return typeof interviews === "object"
    ? Object.values(interviews)
        .filter((each) => typeof each === "number")
        .sort((a, b) => a - b)
    : [];
}

/**
 * What the API holds by the state.
 *
 * @param oldAuth - the `auth` of the old inputs. That of a pending interview is an older one, whose credential is not at hand
 */
export function heldBy(olds: GroupOutputs, oldAuth: Auth | undefined): Held {
  const { auth, ...events } = partsOf(olds);
  const common = { ...events, ...(auth && { auth: withCredentialOf(auth, oldAuth) }) };
  return new Map<number, AppliedParts>([
    ...olds.aiInterviewIds.map((number) => [number, common] as const),
    ...pendingOf(olds),
  ]);
}

export function pendingOf({ pending = {} }: GroupOutputs): [number, PendingParts][] {
  return Object.entries(pending).map(([number, parts]) => [Number(number), parts]);
}

/** The settings that all interviews of a group have. */
export function comparableSettings(properties: AppliedParts & Pick<GroupInputs, "triggers">): object {
  const { triggers = [] } = properties;
  return { triggers, ...partsOf<AppliedParts>(properties) };
}

/** What the API may hold after a call that failed. */
export function partsAfterFailure(
  previous: AppliedParts,
  wanted: Parts,
  { unconfirmed }: { unconfirmed: boolean },
): PendingParts {
  return unconfirmed
    ? { ...pendingParts({ ...partsOf(previous), ...partsOf(wanted) }), unconfirmed }
    : pendingParts(previous);
}

export function pendingParts(parts: AppliedParts): PendingParts {
  const { auth, ...events } = partsOf(parts);
  return { ...events, ...(auth && { auth: withoutCredential(auth) }) };
}

/**
 * The outputs of a group after `wanted` was sent. Pending parts need not be inputs any more, so the engine no longer knows what in
 * them is secret: they are marked as a whole.
 */
export function groupOutputs(wanted: GroupInputs, pending: ReadonlyMap<number, PendingParts>): GroupOutputs {
  const marked = [...pending].map(([number, parts]) => [number, wireSecret(parts)] as const);
  const { interviews: _interviews, ...settings } = appliedOutputs(wanted);
  return {
    ...settings,
    aiInterviewIds: numbersOf(wanted),
    ...(marked.length > 0 && { pending: Object.fromEntries(marked) }),
  };
}
