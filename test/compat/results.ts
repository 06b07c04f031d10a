import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Outcome } from "./cell";
import type { Cell } from "./matrix";

const FILE = join(resolve(__dirname, "../.."), "test/compat/results.json");

/** The outcome of each combination, and the versions with which it was seen. */
export interface Results {
  versions: Record<string, string>;
  outcomes: Record<string, Outcome>;
}

export function readResults(): Results {
  return existsSync(FILE)
    ? (JSON.parse(readFileSync(FILE, "utf8")) as Results)
    : { versions: {}, outcomes: {} };
}

export function writeResults({ versions, outcomes }: Results): void {
  const sorted = <T>(record: Record<string, T>) =>
    Object.fromEntries(Object.entries(record).sort(([a], [b]) => a.localeCompare(b)));
  const text = JSON.stringify({ versions: sorted(versions), outcomes: sorted(outcomes) }, undefined, 2);
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, `${text}\n`);
}

/** The combination's name, in the results and in the output. */
export function keyOf({ manager, sdk, node, language }: Cell): string {
  return `${manager}, SDK ${sdk}, Node.js ${node}, ${language}`;
}
