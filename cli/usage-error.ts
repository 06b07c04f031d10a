/** The command was used in a way that cannot work: one sentence, exit code 2. */
export class UsageError extends Error {}
