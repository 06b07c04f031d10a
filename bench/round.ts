import { startSandbox } from "../test/sandbox";
import type { Cell, Operation, Variant } from "./cell";
import type { Measurement } from "./measure";
import { BenchStack } from "./stack";

/** One operation of one variant. */
export interface Sample extends Measurement {
  variant: Variant;
  operation: Operation;
  /** The size of the state afterwards. */
  stateBytes: number;
  /** How many calls the API received. */
  apiCalls: number;
}

/**
 * Lets every variant of a cell live once. They take turns at every operation, so that a machine that becomes slower meets
 * all of them, and another one begins each time.
 */
export async function runRound(cell: Cell, round: number, tell: (line: string) => void): Promise<Sample[]> {
  const sandbox = await startSandbox({ latencyMs: cell.latencyMs });
  const stacks: BenchStack[] = [];
  const samples: Sample[] = [];
  try {
    for (const variant of cell.variants) {
      stacks.push(await BenchStack.create(variant, cell, sandbox));
    }
    for (const [index, operation] of cell.operations.entries()) {
      for (const stack of rotated(stacks, round + index)) {
        sandbox.clearRequests();
        const measurement = await stack.run(operation);
        const sample: Sample = {
          variant: stack.variant,
          operation,
          ...measurement,
          stateBytes: stack.stateBytes(),
          apiCalls: sandbox.requests.length,
        };
        samples.push(sample);
        tell(`${operation} ${stack.variant}: ${sample.wallSeconds.toFixed(1)} s, ${sample.apiCalls} calls`);
      }
    }
    return samples;
  } finally {
    stacks.forEach((stack) => {
      stack.remove();
    });
    await sandbox.close();
  }
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
