import * as nodeFetch from "node-fetch";
import * as zod from "zod";
import type { CheckResult, CreateResult, DiffResult, UpdateResult } from "@pulumi/pulumi/dynamic";
import type { Outputs } from "../../provider/settings/state";
import { overTheWire } from "./wire";

/** The functions of the provider, for a single interview or a group. */
interface Lifecycle {
  configure(request: object): Promise<void>;
  check(olds: object, news: object): Promise<CheckResult>;
  diff(id: string, olds: object, news: object): Promise<DiffResult>;
  create(inputs: object): Promise<CreateResult>;
  update(id: string, olds: object, news: object): Promise<UpdateResult>;
  delete(id: string, props: object): Promise<void>;
}

/** The resource that a declaration is for. */
export type ResourceKind = "single" | "group";

/** How one step of a declaration's lifecycle ended. */
export interface StepResult {
  /** `undefined` when it succeeded. */
  error?: { name: string; message: string };
  /** The lines that the host printed. */
  lines: string[];
  /** The waits between its attempts, in milliseconds: they are told, not waited for. */
  waitsMs: number[];
}

/** Departures from a host that works as usual. */
export interface Conditions {
  /** Milliseconds that stand for `xobin:requestTimeout`. */
  timeoutMs?: number;
  /** Is called before the host's modules are loaded, to replace some of them. */
  prepare?: () => void;
}

/**
 * A stack with one declaration, on an engine that is simulated: each `up` has a provider host of its own, with modules loaded
 * afresh, and the state is kept as the engine keeps it.
 */
export class SimulatedStack<State extends object = Outputs> {
  state: State | undefined;
  private id = "";
  private inputs: object | undefined;
  private sent: object | undefined;
  /** The engine updates what has failed in part, whatever `diff` says. */
  private isIncomplete = false;

  constructor(
    private readonly config: Record<string, string>,
    private readonly kind: ResourceKind = "single",
  ) {}

  /** `pulumi up` of a program that declares `inputs`, or nothing. */
  async up(inputs: object | undefined, conditions: Conditions = {}): Promise<StepResult> {
    const lifecycle = newHost(this.kind, conditions);
    const result: StepResult = { lines: [], waitsMs: [] };
    const restore = watch(result, conditions);
    try {
      await lifecycle.configure({ config: configOf(this.config) });
      await this.step(lifecycle, inputs);
    } catch (error) {
      const { name, message, id, properties } = error as Error & { id?: string; properties?: State };
      result.error = { name, message };
      if (id !== undefined && properties) {
        this.id = id;
        this.isIncomplete = true;
        // A partial failure: the engine keeps what it is given, and after an update the inputs from before (seen of engine 3.274.1).
        this.inputs = this.state ? this.inputs : this.sent;
        this.state = overTheWire(properties);
      }
    } finally {
      restore();
    }
    return result;
  }

  private async step(lifecycle: Lifecycle, inputs: object | undefined): Promise<void> {
    const olds = this.state;
    if (!inputs) {
      if (olds) {
        await lifecycle.delete(this.id, olds);
        this.state = undefined;
        this.inputs = undefined;
      }
      return;
    }
    const { inputs: checked, failures } = overTheWire(
      await lifecycle.check(this.inputs ?? {}, inputs),
    ) as Checked;
    expect(failures).toBeUndefined();
    this.sent = checked;
    if (!olds) {
      const { id, outs } = (await lifecycle.create(checked)) as { id: string; outs: State };
      this.id = id;
      this.keep(outs, checked);
      return;
    }
    const { changes, replaces } = await lifecycle.diff(this.id, olds, checked);
    expect(replaces ?? []).toEqual([]);
    if (changes !== false || this.isIncomplete) {
      const { outs } = (await lifecycle.update(this.id, olds, checked)) as { outs: State };
      this.keep(outs, checked);
    }
  }

  private keep(outs: State, inputs: object): void {
    this.state = overTheWire(outs);
    this.inputs = inputs;
    this.isIncomplete = false;
  }
}

interface Checked {
  inputs: object;
  failures?: unknown;
}

/** The clock of the hosts. It stands still while they work and jumps when they wait. */
// A whole second, as HTTP dates are.
const clock = { now: Math.floor(Date.now() / 1000) * 1000, waitsMs: [] as number[] };

export function now(): number {
  return clock.now;
}

function newHost(kind: ResourceKind, { prepare }: Conditions): Lifecycle {
  jest.resetModules();
  // Libraries keep no state here, and take long to load.
  jest.doMock("node-fetch", () => nodeFetch);
  jest.doMock("zod", () => zod);
  jest.doMock("node:timers/promises", () => ({
    setTimeout: (ms: number) => {
      clock.now += ms;
      if (ms > 0) {
        clock.waitsMs.push(ms);
      }
      return Promise.resolve();
    },
  }));
  jest.dontMock("node:https");
  prepare?.();
  const provider = jest.requireActual<Lifecycle & { group: Lifecycle }>("../../provider/provider");
  return kind === "group" ? provider.group : provider;
}

/** Takes note of what the host prints and waits for. Jitter is at its longest. */
function watch(result: StepResult, { timeoutMs }: Conditions): () => void {
  clock.waitsMs = result.waitsMs;
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const spies = [
    jest.spyOn(Date, "now").mockImplementation(() => clock.now),
    jest.spyOn(Math, "random").mockReturnValue(1),
    jest.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(timeoutMs ?? ms)),
    jest.spyOn(process.stdout, "write").mockImplementation(((text: string, done: () => void) => {
      result.lines.push(text.trimEnd());
      done();
      return true;
    }) as never),
  ];
  return () => {
    spies.forEach((spy) => {
      spy.mockRestore();
    });
  };
}

function configOf(config: Record<string, string>) {
  return { get: (key: string) => config[key.replace("xobin:", "")] };
}
