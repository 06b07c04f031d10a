import { OPERATIONS, type Cell } from "./cell";

/** The programs that declare resources. */
export const RESOURCES = ["floor", "textbook", "ours", "group"] as const;
const WHOLE_LIFE = { variants: RESOURCES, operations: OPERATIONS, checkpoints: true, latencyMs: 0 } as const;
/** The do-nothing resource calls no API, so a slow API changes only the others. */
const CALLING = ["textbook", "ours", "group"] as const;

/** All cells that the targets need. The longest and most informative come first, so that they fit a budget. */
export const FULL_PLAN: readonly Cell[] = [
  // Without the provider of the documentation, which takes as long as both others; 300 interviews show how it compares.
  { ...WHOLE_LIFE, interviews: 1000, variants: ["floor", "ours", "group"], rounds: 1, expectedSeconds: 1300 },
  {
    ...WHOLE_LIFE,
    interviews: 10_000,
    variants: ["group", "calls"],
    rounds: 2,
    expectedSeconds: 80,
  },
  { ...WHOLE_LIFE, interviews: 300, rounds: 2, expectedSeconds: 345 },
  { ...WHOLE_LIFE, interviews: 1, rounds: 5, expectedSeconds: 80 },
  { ...WHOLE_LIFE, interviews: 100, rounds: 3, expectedSeconds: 130 },
  {
    ...WHOLE_LIFE,
    interviews: 1000,
    latencyMs: 100,
    checkpoints: false,
    variants: CALLING,
    operations: ["create", "update"],
    rounds: 1,
    expectedSeconds: 145,
  },
  { ...WHOLE_LIFE, interviews: 10, rounds: 3, expectedSeconds: 85 },
  {
    ...WHOLE_LIFE,
    interviews: 1000,
    checkpoints: false,
    variants: ["floor", "ours", "group"],
    rounds: 3,
    expectedSeconds: 240,
  },
  { ...WHOLE_LIFE, interviews: 1, latencyMs: 100, variants: CALLING, rounds: 3, expectedSeconds: 60 },
  { ...WHOLE_LIFE, interviews: 10, latencyMs: 100, variants: CALLING, rounds: 3, expectedSeconds: 60 },
  { ...WHOLE_LIFE, interviews: 100, latencyMs: 100, variants: CALLING, rounds: 3, expectedSeconds: 85 },
  ...[1, 2, 4].map((atOnce): Cell => ({
    ...WHOLE_LIFE,
    interviews: 1000,
    split: { stacks: 10, atOnce },
    variants: ["ours"],
    rounds: 1,
    expectedSeconds: 300,
  })),
  {
    ...WHOLE_LIFE,
    interviews: 1000,
    latencyMs: 100,
    checkpoints: false,
    parallel: 32,
    variants: ["ours"],
    operations: ["create", "update"],
    rounds: 1,
    expectedSeconds: 45,
  },
  {
    ...WHOLE_LIFE,
    interviews: 10_000,
    checkpoints: false,
    variants: ["ours"],
    operations: ["create", "unchanged", "preview"],
    rounds: 1,
    expectedSeconds: 400,
  },
  {
    ...WHOLE_LIFE,
    interviews: 1000,
    latencyMs: 100,
    variants: CALLING,
    operations: ["create", "update"],
    rounds: 1,
    expectedSeconds: 600,
  },
];

/** The cells that show that every part of the benchmark works. */
export const QUICK_PLAN: readonly Cell[] = [
  { ...WHOLE_LIFE, interviews: 2, operations: ["create", "update"], rounds: 1, expectedSeconds: 20 },
  {
    ...WHOLE_LIFE,
    interviews: 3,
    variants: ["calls"],
    operations: ["create"],
    rounds: 1,
    expectedSeconds: 1,
  },
  {
    ...WHOLE_LIFE,
    interviews: 4,
    latencyMs: 100,
    checkpoints: false,
    parallel: 2,
    split: { stacks: 2, atOnce: 2 },
    variants: ["ours"],
    operations: ["create", "unchanged", "preview", "destroy"],
    rounds: 1,
    expectedSeconds: 20,
  },
];
