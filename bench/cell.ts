/** What is compared; each is a program of `bench/programs`. */
export const VARIANTS = ["floor", "textbook", "ours"] as const;
export type Variant = (typeof VARIANTS)[number];

/** What is timed, in this order, each once in the life of a stack. */
export const OPERATIONS = ["create", "unchanged", "preview", "update", "destroy"] as const;
export type Operation = (typeof OPERATIONS)[number];

/** One set of conditions, under which all its variants run. */
export interface Cell {
  interviews: number;
  /** How long the API takes for a call, in milliseconds. */
  latencyMs: number;
  /** Whether the engine writes the state at every step, as it does by default. */
  checkpoints: boolean;
  variants: readonly Variant[];
  operations: readonly Operation[];
  rounds: number;
  /** How long a round is expected to take, in seconds: a round that does not fit the budget is not begun. */
  expectedSeconds: number;
}

/** The cell's name, and that of its file in `bench/results`. */
export function cellName({ interviews, latencyMs, checkpoints }: Cell): string {
  return `${interviews}-interviews-${latencyMs}-ms${checkpoints ? "" : "-without-checkpoints"}`;
}
