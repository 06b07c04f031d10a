import type { SandboxOptions } from "./sandbox";

/** The API's view of its customers. */
export interface Customers {
  /** The account of a key. */
  accountOf(apiKey: string): string | undefined;
  hasInterview(account: string, aiInterviewId: number): boolean;
}

/** The customers of these options. */
export function customersOf(
  accounts: ReadonlyMap<string, string>,
  interviews: SandboxOptions["interviews"],
): Customers {
  return {
    accountOf: (apiKey) => accounts.get(apiKey),
    hasInterview: (account, id) => {
      if (!Number.isSafeInteger(id) || id <= 0) {
        return false;
      }
      if (interviews === undefined) {
        return true;
      }
      return (isList(interviews) ? interviews : (interviews[account] ?? [])).includes(id);
    },
  };
}

function isList(interviews: NonNullable<SandboxOptions["interviews"]>): interviews is readonly number[] {
  return Array.isArray(interviews);
}
