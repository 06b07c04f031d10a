import type { Conditions, Operation, Variant } from "./cell";
import type { Measurement } from "./measure";
import { BenchStack, type Api, type Timed } from "./stack";

/** Several stacks with a share of the interviews each, some of which run at once. */
export class SplitStack implements Timed {
  private constructor(
    readonly variant: Variant,
    private readonly stacks: readonly BenchStack[],
    private readonly atOnce: number,
  ) {}

  static async create(
    variant: Variant,
    conditions: Conditions,
    split: NonNullable<Conditions["split"]>,
    api: Api,
  ): Promise<SplitStack> {
    const share = { ...conditions, interviews: conditions.interviews / split.stacks };
    const stacks: BenchStack[] = [];
    for (let index = 0; index < split.stacks; index += 1) {
      stacks.push(await BenchStack.create(variant, share, api));
    }
    return new SplitStack(variant, stacks, split.atOnce);
  }

  /** The time until the last stack has ended; processor time of all of them, and the peak memory of a single process. */
  async run(operation: Operation): Promise<Measurement> {
    const startedAt = process.hrtime.bigint();
    const measurements: Measurement[] = [];
    const left = [...this.stacks];
    const worker = async () => {
      for (let stack = left.shift(); stack; stack = left.shift()) {
        measurements.push(await stack.run(operation));
      }
    };
    await Promise.all(Array.from({ length: this.atOnce }, worker));
    return {
      wallSeconds: Number(process.hrtime.bigint() - startedAt) / 1e9,
      cpuSeconds: measurements.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
      programPeakBytes: Math.max(...measurements.map(({ programPeakBytes }) => programPeakBytes)),
      hostPeakBytes: Math.max(...measurements.map(({ hostPeakBytes }) => hostPeakBytes)),
    };
  }

  /** Of all stacks together: each of them is rewritten by itself. */
  stateBytes(): number {
    return this.stacks.reduce((sum, stack) => sum + stack.stateBytes(), 0);
  }

  remove(): void {
    this.stacks.forEach((stack) => {
      stack.remove();
    });
  }
}
