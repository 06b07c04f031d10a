import { startSandbox, type Sandbox } from "../sandbox";
import type { Cell, Operation, Variant } from "./cell";
import type { Measurement } from "./measure";
import { BareCalls } from "./bare-calls";
import { SplitStack } from "./split-stack";
import { BenchStack, type Timed } from "./stack";

/** One operation of one variant. */
export interface Sample extends Measurement {
  variant: Variant;
  operation: Operation;
  /** The size of the state afterwards. */
  stateBytes: number;
  /** The number of calls that the API received. */
  apiCalls: number;
}

/**
 * Runs every variant of a cell through its operations. They take turns at every operation, so that a machine that becomes slower
 * slows all of them, and another one begins each time. Every sample is handed over at once: at 1,000 interviews a round takes long.
 */
export async function runRound(cell: Cell, round: number, onSample: (sample: Sample) => void): Promise<void> {
  const sandbox = await startSandbox({ latencyMs: cell.latencyMs });
  const stacks: Timed[] = [];
  try {
    for (const variant of cell.variants) {
      stacks.push(await timed(variant, cell, sandbox));
    }
    for (const [index, operation] of cell.operations.entries()) {
      for (const stack of rotated(stacks, round + index)) {
        if (stack.variant === "calls" && operation !== "create") {
          continue;
        }
        sandbox.clearRequests();
        const measurement = await stack.run(operation);
        onSample({
          variant: stack.variant,
          operation,
          ...measurement,
          stateBytes: stack.stateBytes(),
          apiCalls: sandbox.requests.length,
        });
      }
    }
  } finally {
    stacks.forEach((stack) => {
      stack.remove();
    });
    await sandbox.close();
  }
}

async function timed(variant: Variant, cell: Cell, sandbox: Sandbox): Promise<Timed> {
  if (variant === "calls") {
    return new BareCalls(cell, sandbox);
  }
  return cell.split
    ? SplitStack.create(variant, cell, cell.split, sandbox)
    : BenchStack.create(variant, cell, sandbox);
}

function rotated<T>(list: readonly T[], by: number): T[] {
  const start = by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
