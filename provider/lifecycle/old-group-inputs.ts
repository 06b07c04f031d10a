import type { OldInputs } from "./old-inputs";
import { numbersOf, type GroupInputs, type GroupOutputs } from "../settings/group-state";

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
