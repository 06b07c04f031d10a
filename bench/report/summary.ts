import { conditionsOf, OPERATIONS, VARIANTS, type Conditions, type Operation, type Variant } from "../cell";
import type { CellResult } from "../results";
import type { Sample } from "../round";

/** The medians of one operation of one variant in one cell. */
export interface Summary extends Conditions, Omit<Sample, "variant" | "operation"> {
  variant: Variant;
  operation: Operation;
  /** The number of rounds that these are the medians of. */
  rounds: number;
  /** Wall time divided by that of each other variant in the same round: the median of the ratios. */
  ratioTo: Partial<Record<Variant, number>>;
}

export function summariesOf(results: CellResult[]): Summary[] {
  return results.flatMap((result) =>
    OPERATIONS.flatMap((operation) =>
      VARIANTS.flatMap((variant) => summaryOf(result, operation, variant) ?? []),
    ),
  );
}

function summaryOf(result: CellResult, operation: Operation, variant: Variant): Summary | undefined {
  const find = (round: Sample[], of: Variant) =>
    round.find((sample) => sample.variant === of && sample.operation === operation);
  const samples = result.rounds.flatMap((round) => find(round, variant) ?? []);
  if (samples.length === 0) {
    return undefined;
  }
  const medianOf = (value: (sample: Sample) => number) => median(samples.map(value));
  const ratioTo = VARIANTS.flatMap((other) => {
    const ratios = result.rounds.flatMap((round) => {
      const [own, compared] = [find(round, variant), find(round, other)];
      return own && compared ? [own.wallSeconds / compared.wallSeconds] : [];
    });
    return ratios.length > 0 ? [[other, median(ratios)] as const] : [];
  });
  return {
    ...conditionsOf(result),
    ...{ variant, operation, rounds: samples.length },
    ratioTo: Object.fromEntries(ratioTo),
    wallSeconds: medianOf((sample) => sample.wallSeconds),
    cpuSeconds: medianOf((sample) => sample.cpuSeconds),
    programPeakBytes: medianOf((sample) => sample.programPeakBytes),
    hostPeakBytes: medianOf((sample) => sample.hostPeakBytes),
    stateBytes: medianOf((sample) => sample.stateBytes),
    apiCalls: medianOf((sample) => sample.apiCalls),
  };
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return ((low ?? NaN) + (high ?? NaN)) / 2;
}
