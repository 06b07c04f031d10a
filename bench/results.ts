import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { cellName, conditionsOf, type Cell, type Conditions } from "./cell";
import type { Sample } from "./round";

export const RESULTS = join(__dirname, "results");

/** The stored form of a cell: its conditions, and every sample of every round. */
export interface CellResult extends Conditions {
  machine: string;
  versions: { node: string; sdk: string; engine: string };
  rounds: Sample[][];
}

/** All stored results, in the order of their sizes. */
export function storedResults(folder = RESULTS): CellResult[] {
  return (existsSync(folder) ? readdirSync(folder) : [])
    .filter((file) => file.endsWith(".json"))
    .map((file) => JSON.parse(readFileSync(join(folder, file), "utf8")) as CellResult)
    .sort(
      (a, b) =>
        Number(b.checkpoints) - Number(a.checkpoints) ||
        a.latencyMs - b.latencyMs ||
        a.interviews - b.interviews ||
        cellName(a).localeCompare(cellName(b)),
    );
}

/** Stores the rounds of a cell in place of its stored ones. */
export function store(
  cell: Cell,
  versions: CellResult["versions"],
  rounds: Sample[][],
  folder = RESULTS,
): void {
  const result: CellResult = { ...conditionsOf(cell), machine: machineName(), versions, rounds };
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${cellName(cell)}.json`), `${JSON.stringify(result, undefined, 1)}\n`);
}

/** This machine, as results name it. */
export function machineName(): string {
  const [cpu] = cpus();
  return `${cpus().length} × ${cpu?.model ?? "unknown processor"}, ${Math.round(totalmem() / 2 ** 30)} GiB`;
}

/** The stored rounds of a cell. */
export function storedRounds(cell: Cell, folder = RESULTS): Sample[][] {
  const file = join(folder, `${cellName(cell)}.json`);
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as CellResult).rounds : [];
}
