import type { GroupInputs } from "../settings/group-state";
import type { Inputs } from "../settings/state";

/** Old inputs, of which some are no outputs: only `check` is given them. */
export type OldInputs = Partial<Inputs & GroupInputs>;

/** Account and interviews of a resource. They are inputs and outputs alike, while `check` is not told the resource. */
type Identity = [account: string | undefined, interviews: number | readonly number[] | undefined];

const oldInputs = new Map<string, OldInputs>();

/** Keeps the old inputs of a resource for the steps after its `check`. */
export function keepOldInputs(olds: OldInputs, ...identity: Identity): void {
  oldInputs.set(JSON.stringify(identity), olds);
}

/** `undefined` for a resource without a `check` in this run, as in a refresh. */
export function oldInputsOf(...identity: Identity): OldInputs | undefined {
  return oldInputs.get(JSON.stringify(identity));
}

/** Whether `verifyReceiver` was turned on since. */
export function asksToVerify(
  old: OldInputs | undefined,
  { verifyReceiver = false }: Pick<OldInputs, "verifyReceiver">,
): boolean {
  return old !== undefined && verifyReceiver && !old.verifyReceiver;
}
