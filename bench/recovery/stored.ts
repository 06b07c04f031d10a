import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { markdownTable } from "../../tools/markdown-table";
import { machineName } from "../results";
import type { RecoveryRound } from "./measure";

const FILE = join(__dirname, "../results/recovery/rounds.json");

interface StoredRecovery {
  readonly machine: string;
  readonly node: string;
  readonly rounds: readonly RecoveryRound[];
  /** The peak of the process that planned 100,000 results, in MiB. */
  readonly memoryMib: number;
}

export function storeRecovery(rounds: readonly RecoveryRound[], memoryMib: number): void {
  const stored: StoredRecovery = { machine: machineName(), node: process.version, rounds, memoryMib };
  writeFileSync(FILE, `${JSON.stringify(stored, undefined, 1)}\n`);
}

/** The section of the page on `recover`; empty where nothing is stored. */
export function recoverySection(): string {
  if (!existsSync(FILE)) {
    return "";
  }
  const { machine, node, rounds, memoryMib } = JSON.parse(readFileSync(FILE, "utf8")) as StoredRecovery;
  const row = (name: string, own: keyof RecoveryRound, bare: keyof RecoveryRound) => [
    name,
    median(rounds.map((round) => round[own])).toFixed(2),
    median(rounds.map((round) => round[own] / round[bare])).toFixed(2),
  ];
  const rows = [row("plan", "plan", "barePlan"), row("deliver", "delivery", "bareDelivery")];
  return `## Recovery

\`npm run bench -- --recovery\`: \`recover\` with 1,000 results of 100 interviews, of which 300 are missing, at 20 ms a call and ten at once; medians of
${rounds.length} rounds, each with the same calls by \`fetch\` (${machine}; Node.js ${node}). Planning 100,000 results of one interview took ${memoryMib} MiB at most.

${markdownTable(["step", "wall (s)", "× the bare calls"], rows, ["left", "right", "right"])}`;
}

function median(values: number[]): number {
  return [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;
}
