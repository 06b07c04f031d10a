import type { Inputs } from "../settings/state";

/** The inputs that were declared before and are no outputs: `check` alone is given them. */
export type OldInputs = Pick<Partial<Inputs>, "auth" | "verifyReceiver">;

/** By interview. One that is not in here was not checked, as in a refresh. */
export const oldInputs = new Map<number, OldInputs>();
