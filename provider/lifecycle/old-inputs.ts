import type { GroupInputs } from "../settings/group-state";
import type { Inputs } from "../settings/state";

/** Old inputs, of which some are no outputs: only `check` is given them. */
export type OldInputs = Partial<Inputs & GroupInputs>;

/** What a resource declares: its account and its interviews. `check` is told no name, and no other resource of the run has these. */
type Identity = [account: string | undefined, interviews: number | readonly number[]];

const oldInputs = new Map<string, OldInputs>();

/**
 * Keeps the old inputs of a resource for the steps after its `check`. They are looked up by the new inputs: the outputs are other
 * than the old inputs after an update that failed in part, because the engine then keeps the inputs from before.
 */
export function keepOldInputs(olds: OldInputs, ...news: Identity): void {
  oldInputs.set(JSON.stringify(news), olds);
}

/** `undefined` for a resource without a `check` in this run, as in a refresh. */
export function oldInputsOf(...news: Identity): OldInputs | undefined {
  return oldInputs.get(JSON.stringify(news));
}

/** Whether `verifyReceiver` was turned on since. */
export function asksToVerify(
  old: OldInputs | undefined,
  { verifyReceiver = false }: Pick<OldInputs, "verifyReceiver">,
): boolean {
  return old !== undefined && verifyReceiver && !old.verifyReceiver;
}
