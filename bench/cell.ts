/** The compared programs, each a file of `bench/programs`. */
export const VARIANTS = ["floor", "textbook", "ours", "group", "calls"] as const;
export type Variant = (typeof VARIANTS)[number];

/** The names of the programs for readers. */
export const VARIANT_NAMES: Record<Variant, string> = {
  floor: "do-nothing resource",
  textbook: "provider as in Pulumi's documentation",
  ours: "pulumi-xobin, one resource each",
  group: "pulumi-xobin, one group",
  calls: "the calls alone, by `fetch`",
};

/** The timed operations, in this order, each once in the life of a stack. */
export const OPERATIONS = ["create", "unchanged", "preview", "update", "destroy"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** The conditions of a measurement. */
export interface Conditions {
  /** The number of declared interviews, in all stacks together. */
  interviews: number;
  /** The time that the API takes for a call, in milliseconds. */
  latencyMs: number;
  /** Whether the engine writes the state at every step, as it does by default. */
  checkpoints: boolean;
  /** The number of resources that the engine may work on at once. @default the engine's own */
  parallel?: number;
  /** The number of stacks that share the interviews, and how many of these run at once. @default one stack */
  split?: { stacks: number; atOnce: number };
}

/** The measurements under one set of conditions. */
export interface Cell extends Conditions {
  variants: readonly Variant[];
  operations: readonly Operation[];
  rounds: number;
  /** The expected time of a round, in seconds: a round that does not fit the budget is not begun. */
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
