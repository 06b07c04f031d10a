import type { WebhookSettings } from "./validation";

/** The settings of every interview of every account. It stores copies. */
export class SettingsStore {
  private readonly accounts = new Map<string, Map<number, WebhookSettings>>();

  constructor(accounts: Iterable<string>) {
    for (const account of accounts) {
      this.accounts.set(account, new Map());
    }
  }

  /** A copy. */
  get(account: string, aiInterviewId: number): WebhookSettings | undefined {
    const held = this.interviews(account).get(aiInterviewId);
    return held && copy(held);
  }

  replace(account: string, aiInterviewId: number, settings: WebhookSettings): void {
    this.interviews(account).set(aiInterviewId, copy(settings));
  }

  /** Applies one update: absent parts stay as they were. */
  merge(account: string, aiInterviewId: number, update: WebhookSettings): void {
    const held = this.get(account, aiInterviewId) ?? {};
    // Assumed: an absent `start` or `submission` is preserved, as is documented of an absent `auth`.
    const merged: WebhookSettings = { ...held, ...update };
    if (update.auth) {
      // Assumed: `auth` without `status`, as in every documented example, leaves the switch where it was.
      const { status } = held.auth ?? {};
      merged.auth = { ...(status === undefined ? {} : { status }), ...update.auth };
    }
    this.replace(account, aiInterviewId, merged);
  }

  /** Every account with its interviews that have settings, which are no copies. */
  all(): ReadonlyMap<string, ReadonlyMap<number, Readonly<WebhookSettings>>> {
    return this.accounts;
  }

  private interviews(account: string): Map<number, WebhookSettings> {
    const interviews = this.accounts.get(account);
    if (!interviews) {
      throw new Error(
        `The sandbox has no account "${account}", only: ${[...this.accounts.keys()].join(", ")}.`,
      );
    }
    return interviews;
  }
}

// Not structuredClone: under Jest its objects come from another realm, and a strict comparison tells them apart.
function copy(settings: WebhookSettings): WebhookSettings {
  return JSON.parse(JSON.stringify(settings)) as WebhookSettings;
}
