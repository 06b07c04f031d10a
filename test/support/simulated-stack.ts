import * as nodeFetch from "node-fetch";
import * as zod from "zod";
import type { Inputs, Outputs } from "../../provider/settings/state";
import { overTheWire } from "./wire";

type Lifecycle = typeof import("../../provider/lifecycle");

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
export class SimulatedStack {
  state: Outputs | undefined;
  private inputs: Inputs | undefined;
  private sent: Inputs | undefined;

  constructor(private readonly config: Record<string, string>) {}

  /** `pulumi up` of a program that declares `inputs`, or nothing. */
  async up(inputs: object | undefined, conditions: Conditions = {}): Promise<StepResult> {
    const lifecycle = newHost(conditions);
    const ending: StepResult = { lines: [], waitsMs: [] };
    const restore = watch(ending, conditions);
    try {
      await lifecycle.configure({ config: configOf(this.config) } as never);
      await this.step(lifecycle, inputs);
    } catch (error) {
      const { name, message, properties } = error as Error & { properties?: Outputs };
      ending.error = { name, message };
      if (properties) {
        // A partial failure: the engine keeps what it is given, and the inputs that it sent.
        this.state = overTheWire(properties);
        this.inputs = this.sent;
      }
    } finally {
      restore();
    }
    return ending;
  }

  private async step(lifecycle: Lifecycle, inputs: object | undefined): Promise<void> {
    const olds = this.state;
    if (!inputs) {
      if (olds) {
        await lifecycle.delete(String(olds.aiInterviewId), olds);
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
      this.state = outsOf(await lifecycle.create(checked));
      this.inputs = checked;
      return;
    }
    const { changes, replaces } = await lifecycle.diff(String(olds.aiInterviewId), olds, checked);
    expect(replaces ?? []).toEqual([]);
    if (changes !== false) {
      this.state = outsOf(await lifecycle.update(String(olds.aiInterviewId), olds, checked));
      this.inputs = checked;
    }
  }
}

interface Checked {
  inputs: Inputs;
  failures?: unknown;
}

function outsOf(result: { outs?: Outputs }): Outputs | undefined {
  return result.outs;
}

/** The clock of the hosts. It stands still while they work and jumps when they wait. */
// A whole second, as HTTP dates are.
const clock = { now: Math.floor(Date.now() / 1000) * 1000, waitsMs: [] as number[] };

export function now(): number {
  return clock.now;
}

function newHost({ prepare }: Conditions): Lifecycle {
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
  return jest.requireActual<Lifecycle>("../../provider/lifecycle");
}

/** Takes note of what the host prints and waits for. Jitter is at its longest. */
function watch(ending: StepResult, { timeoutMs }: Conditions): () => void {
  clock.waitsMs = ending.waitsMs;
  const timeout = AbortSignal.timeout.bind(AbortSignal);
  const spies = [
    jest.spyOn(Date, "now").mockImplementation(() => clock.now),
    jest.spyOn(Math, "random").mockReturnValue(1),
    jest.spyOn(AbortSignal, "timeout").mockImplementation((ms) => timeout(timeoutMs ?? ms)),
    jest.spyOn(process.stdout, "write").mockImplementation(((text: string, done: () => void) => {
      ending.lines.push(text.trimEnd());
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
