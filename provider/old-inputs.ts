import type { GroupInputs, GroupOutputs } from "./settings/group-state";
import type { Inputs } from "./settings/state";

/** The inputs that were declared before and are no outputs: `check` alone is given them. */
export type OldInputs = Pick<Partial<Inputs>, "auth" | "verifyReceiver">;

/** By interview. One that is not in here was not checked, as in a refresh. */
export const oldInputs = new Map<number, OldInputs>();

/** By group: `check` is not told the resource, but the interviews are inputs and outputs. */
const oldGroupInputs = new Map<string, OldInputs>();

export function keepOldInputs(olds: Partial<GroupInputs>): void {
  if (olds.interviews) {
    oldGroupInputs.set(keyOf({ ...olds, interviews: olds.interviews }), olds);
  }
}

/** `undefined` for a group that was not checked. */
export function oldInputsOf(olds: GroupOutputs): OldInputs | undefined {
  return oldGroupInputs.get(keyOf(olds));
}

function keyOf({ interviews, account }: Pick<GroupInputs, "interviews" | "account">): string {
  const byName = Object.entries(interviews).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([account, byName]);
}
