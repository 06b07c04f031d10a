import type { Inputs } from "./settings/state";

/**
 * The inputs that were declared before and are no outputs, by interview: `check` alone is given them. An interview that is not in
 * here was not checked, as in a refresh.
 */
export const oldInputs = new Map<number, Pick<Partial<Inputs>, "auth" | "verifyReceiver">>();
