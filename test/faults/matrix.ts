import { isDeepStrictEqual } from "node:util";
import { selfSigned, startSandbox, type Sandbox } from "../../sandbox";
import { startConnectProxy, type ConnectProxy } from "../support/connect-proxy";
import { SimulatedStack, type Conditions, type StepResult } from "../support/simulated-stack";
import { trusting, withoutNames, type FaultRow } from "./faults";
import { partsOf, type Parts } from "../../provider/settings/parts";

const ID = 206;
const OLD = {
  aiInterviewId: ID,
  start: { url: "https://old.example/start" },
  submission: { url: "https://old.example/submission" },
};
/** Another URL, and an event less. */
const NEW = { aiInterviewId: ID, start: { url: "https://new.example/start" } };

export const STEPS = {
  create: { before: undefined, wanted: NEW },
  update: { before: OLD, wanted: NEW },
  delete: { before: OLD, wanted: undefined },
};
export type Step = keyof typeof STEPS;

/** What one fault does to one step. */
export interface Outcome {
  calls: number;
  ending: StepResult;
  state: string;
  api: string;
  /** Of the `up` after the fault. */
  nextCalls: number;
}

/** What one fault does to one step while it lasts, and where it strikes one call. */
export interface Cell {
  once: Outcome | undefined;
  lasting: Outcome;
}

/** Runs one step under both, each time followed by one without the fault, which has to apply what is declared. */
export async function cellOf(row: FaultRow, step: Step): Promise<Cell> {
  const lasting = await outcomeOf(row, step, Infinity);
  // A fault between client and API does not end after one call.
  const once = row.network || row.proxy ? undefined : await outcomeOf(row, step, 1);
  return { lasting, once };
}

/** Runs one step while the fault lasts, then again without it. `times` is how many calls the fault strikes. */
async function outcomeOf(row: FaultRow, step: Step, times: number): Promise<Outcome> {
  const { before, wanted } = STEPS[step];
  const other = await startSandbox();
  const world = await FaultSetup.start(row);
  try {
    const stack = new SimulatedStack({
      apiKey: world.sandbox.apiKey,
      baseUrl: world.baseUrl,
      maxRetries: "1",
    });
    if (before) {
      expect(await stack.up(before, world.fine)).toMatchObject({ lines: [] });
    }
    world.sandbox.clearRequests();

    const healed = await world.fail(row, other, times);
    const ending = await stack.up(wanted, {
      ...world.faulty,
      ...(row.timesOut && { timeoutMs: times > 1 ? 300 : 1500 }),
    });
    if (ending.error) {
      // The port of the test's own proxy differs from run to run.
      ending.error.message = ending.error.message.replace(/127\.0\.0\.1:\d+/, "proxy.example:3128");
    }
    // A call that did not reach the sandbox is known by its line.
    const calls = Math.max(world.sandbox.requests.length, retriesIn(ending.lines) + 1);
    const outcome = {
      calls,
      ending,
      state:
        nameOf(stack.state, (parts) => partsOf(parts)) + (stack.state?.unconfirmed ? ", unconfirmed" : ""),
      api: nameOf(world.sandbox.settings(ID), (parts) => parts),
    };
    await healed();
    expect(ending.error !== undefined || times === 1).toBe(!(step === "delete" && row.gone) || times === 1);

    world.sandbox.clearRequests();
    expect(await stack.up(wanted, world.fine)).toEqual({ lines: [], waitsMs: [] });
    const nextCalls = world.sandbox.requests.length;
    // Declared, held by the state, held by the API: the same, whatever happened before.
    expect(stack.state?.unconfirmed).toBeUndefined();
    expect(nameOf(stack.state, (parts) => partsOf(parts))).toBe(wanted ? "new" : "nothing");
    expect(nameOf(world.sandbox.settings(ID), (parts) => parts)).toBe(
      wanted ? "new" : row.gone ? "old" : "off",
    );
    expect(await stack.up(wanted, world.fine)).toEqual({ lines: [], waitsMs: [] });
    expect(world.sandbox.requests).toHaveLength(nextCalls);
    expect(other.requests).toEqual([]);
    return { ...outcome, nextCalls };
  } finally {
    await Promise.all([world.close(), other.close()]);
  }
}

/** A host that only a proxy can reach; the sandbox's certificate names it. */
const BEHIND_PROXY = "api.example";

/** The API, and the network in between. */
class FaultSetup {
  private constructor(
    public sandbox: Sandbox,
    readonly baseUrl: string,
    readonly fine: Conditions,
    readonly faulty: Conditions,
    private readonly proxy?: ConnectProxy,
  ) {}

  static async start({ network, proxy }: FaultRow): Promise<FaultSetup> {
    const sandbox = await startSandbox(network === "tls" || proxy ? { tls: selfSigned } : {});
    if (proxy) {
      const started = await startConnectProxy(sandbox.url);
      process.env["HTTPS_PROXY"] = started.url;
      const baseUrl = sandbox.url.replace(/127\.0\.0\.1:\d+/, BEHIND_PROXY);
      return new FaultSetup(sandbox, baseUrl, trusting, trusting, started);
    }
    const baseUrl = network === "dns" ? sandbox.url.replace("127.0.0.1", "localhost") : sandbox.url;
    return new FaultSetup(sandbox, baseUrl, network === "tls" ? trusting : {}, {});
  }

  async close(): Promise<void> {
    await this.sandbox.close();
    if (this.proxy) {
      delete process.env["HTTPS_PROXY"];
      await this.proxy.close();
    }
  }

  /** Lets the fault begin; returns what ends it. */
  async fail(row: FaultRow, other: Sandbox, times: number): Promise<() => Promise<void>> {
    if (row.fault) {
      const fault = typeof row.fault === "function" ? row.fault(other) : row.fault;
      this.sandbox.fail({ ...fault, times });
    }
    if (this.proxy && row.proxy) {
      this.proxy.behavior = row.proxy;
    }
    if (row.network === "refused") {
      const { port } = new URL(this.sandbox.url);
      const held = this.sandbox.settings(ID);
      await this.sandbox.close();
      return async () => {
        this.sandbox = await startSandbox({ port: Number(port) });
        if (held) {
          this.sandbox.seed(ID, held);
        }
      };
    }
    const restore = row.network === "dns" ? withoutNames() : () => undefined;
    return () => {
      restore();
      if (this.proxy) {
        this.proxy.behavior = "tunnel";
      }
      this.sandbox.clearFaults();
      return Promise.resolve();
    };
  }
}

/** Which of the known settings these are. What the API keeps of an event that was switched off counts for nothing. */
function nameOf<T extends object>(held: T | undefined, partsIn: (held: T) => unknown): string {
  if (held === undefined) {
    return "nothing";
  }
  const parts = JSON.parse(JSON.stringify(partsIn(held))) as Parts;
  const on = Object.fromEntries(
    Object.entries<{ status: boolean } | undefined>({ ...parts }).filter(([, part]) => part?.status),
  );
  const { start, submission } = OLD;
  const known = {
    old: partsOf({ start: { ...start, status: true }, submission: { ...submission, status: true } }),
    new: partsOf({ start: { ...NEW.start, status: true } }),
    "new and the event that left": partsOf({
      start: { ...NEW.start, status: true },
      submission: { ...submission, status: true },
    }),
    off: {},
  };
  const name = Object.entries(known).find(([, settings]) => isDeepStrictEqual(settings, on))?.[0];
  if (name === undefined) {
    throw new Error(`Neither old nor new: ${JSON.stringify(parts)}`);
  }
  return name;
}

/** Attempts that never reached the sandbox show in their lines only. */
function retriesIn(lines: readonly string[]): number {
  return lines.filter((line) => line.includes("trying again")).length;
}
