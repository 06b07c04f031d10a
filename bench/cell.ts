/** What is compared; each is a program of `bench/programs`. */
export const VARIANTS = ["floor", "textbook", "ours"] as const;
export type Variant = (typeof VARIANTS)[number];

/** What is timed, in this order, each once in the life of a stack. */
export const OPERATIONS = ["create", "unchanged", "preview", "update", "destroy"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Under which conditions something is timed. */
export interface Conditions {
  /** How many are declared, in all stacks together. */
  interviews: number;
  /** How long the API takes for a call, in milliseconds. */
  latencyMs: number;
  /** Whether the engine writes the state at every step, as it does by default. */
  checkpoints: boolean;
  /** How many resources the engine may work on at once, in place of its own default. */
  parallel?: number;
  /** Over how many stacks the interviews are spread, and how many of these run at once. Left out, there is one. */
  split?: { stacks: number; atOnce: number };
}

/** What runs under one set of conditions. */
export interface Cell extends Conditions {
  variants: readonly Variant[];
  operations: readonly Operation[];
  rounds: number;
  /** How long a round is expected to take, in seconds: a round that does not fit the budget is not begun. */
  expectedSeconds: number;
}

/** The name of a cell with these conditions, and that of its file in `bench/results`. */
export function cellName({ interviews, latencyMs, checkpoints, parallel, split }: Conditions): string {
  return [
    `${interviews}-interviews-${latencyMs}-ms`,
    ...(checkpoints ? [] : ["without-checkpoints"]),
    ...(parallel === undefined ? [] : [`parallel-${parallel}`]),
    ...(split === undefined ? [] : [`in-${split.stacks}-stacks-${split.atOnce}-at-once`]),
  ].join("-");
}

/** The conditions alone. */
export function conditionsOf({
  interviews,
  latencyMs,
  checkpoints,
  parallel,
  split,
}: Conditions): Conditions {
  return { interviews, latencyMs, checkpoints, ...(parallel && { parallel }), ...(split && { split }) };
}
