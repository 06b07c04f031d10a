import { numbersOf, type GroupInputs, type GroupOutputs } from "./settings/group-state";
import type { Inputs } from "./settings/state";

/** The inputs that were declared before and are no outputs: `check` alone is given them. */
export type OldInputs = Pick<Partial<Inputs>, "auth" | "verifyReceiver">;

/** By interview. One that is not in here was not checked, as in a refresh. */
export const oldInputs = new Map<number, OldInputs>();

/** The old inputs of a group. Its names are no outputs either. */
export type OldGroupInputs = OldInputs & Pick<GroupInputs, "interviews">;

/** By group: `check` is not told the resource, but the interviews' numbers are inputs and outputs. */
const oldGroupInputs = new Map<string, OldGroupInputs>();

export function keepOldInputs({ interviews, ...olds }: Partial<GroupInputs>): void {
  if (interviews) {
    oldGroupInputs.set(keyOf(olds.account, numbersOf({ interviews })), { ...olds, interviews });
  }
}

/** `undefined` for a group that was not checked. */
export function oldInputsOf({ account, aiInterviewIds }: GroupOutputs): OldGroupInputs | undefined {
  return oldGroupInputs.get(keyOf(account, aiInterviewIds));
}

function keyOf(account: string | undefined, numbers: readonly number[]): string {
  return JSON.stringify([account, numbers]);
}
