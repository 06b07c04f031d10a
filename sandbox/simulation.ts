import { customersOf } from "./customers";
import type { ApiState } from "./decision";
import { deliver, type SentEvent } from "./deliveries";
import { FaultQueue } from "./faults";
import { Invitations } from "./invitations";
import { RateLimit } from "./rate-limit";
import { FAKE_API_KEY, type Sandbox, type SandboxOptions } from "./sandbox";
import { SettingsStore } from "./settings-store";

/** The API as it is simulated, without its server. */
export interface Simulation {
  readonly sandbox: Omit<Sandbox, "url" | "close">;
  readonly state: ApiState;
  /** Every event that was sent or lost, in order. */
  readonly events: readonly SentEvent[];
  /** Fires when the sandbox is closed. */
  readonly closing: AbortSignal;
}

/** Makes an API that knows nothing yet. */
export function createSimulation(options: SandboxOptions, closing: AbortSignal): Simulation {
  const accounts = new Map(Object.entries(options.accounts ?? { [FAKE_API_KEY]: "default" }));
  const [first] = accounts;
  if (!first) {
    throw new Error("The sandbox needs at least one account.");
  }
  const [apiKey, defaultAccount] = first;

  const store = new SettingsStore(accounts.values());
  const invitations = new Invitations();
  const faults = new FaultQueue();
  const events: SentEvent[] = [];
  const state: ApiState = {
    customers: customersOf(accounts, options.interviews),
    store,
    invitations,
    faults,
    limit: new RateLimit(options.requestsPerSecond ?? Infinity),
    retryAfter: options.retryAfter,
  };

  const sandbox: Simulation["sandbox"] = {
    apiKey,
    accounts: [...new Set(accounts.values())],
    requests: [],
    settings: (id, account = defaultAccount) => store.get(account, id),
    seed: (id, settings, account = defaultAccount) => {
      store.replace(account, id, settings);
    },
    fail: (fault) => {
      faults.add(fault);
    },
    clearFaults: () => {
      faults.clear();
    },
    clearRequests: () => {
      sandbox.requests.length = 0;
    },
    invite: (id, invite, account = defaultAccount) =>
      invitations.invite(account, id, invite).map(({ responseId }) => responseId),
    deliver: async (aiInterviewId, event, step = {}, account = defaultAccount) => {
      const delivery = await deliver({ account, aiInterviewId, event }, step, state, closing);
      events.push({ ...delivery, at: Date.now(), account, aiInterviewId, event });
      return delivery;
    },
    complete: (id, step, account) => sandbox.deliver(id, "submission", step, account),
    deleteCandidate: (id, responseId, account = defaultAccount) => {
      invitations.require(account, id, responseId).isDeleted = true;
    },
    invitations: (id, account = defaultAccount) => invitations.list(account, id).map((each) => ({ ...each })),
  };
  return { sandbox, state, events, closing };
}
