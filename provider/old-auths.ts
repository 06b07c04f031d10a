import type { Auth } from "./settings/schema";

/**
 * The `auth` that was declared before, by interview: `check` alone is given the old inputs, and with them the credential, which
 * is no output. An interview that is not in here was not checked, as in a refresh.
 */
export const oldAuths = new Map<number, Auth | undefined>();
