import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { findEngine } from "../tools/engine";
import { INSTALLED, installProgram } from "../tools/install-program";
import { exitWith, print } from "../tools/print";
import { cellName, type Cell } from "./cell";
import { FULL_PLAN, QUICK_PLAN } from "./plan";
import { measureRecovery } from "./recovery/measure";
import { measureMemory } from "./recovery/memory";
import { recoverySection, storeRecovery } from "./recovery/stored";
import { writeReport } from "./report";
import { targetsTable } from "./report/targets";
import { store, storedResults, storedRounds, type CellResult } from "./results";
import { runRound, type Sample } from "./round";

const HELP = `Compares this package with a do-nothing dynamic resource and with a provider as in Pulumi's documentation: npm run bench -- [options]

  --budget <minutes>   begins no round that is expected to end later (default: no limit)
  --only <text>        runs only the cell of this name, or those whose names contain it, such as 1000-interviews or 100-ms
  --again              measures stored cells anew; without it, only missing rounds are begun
  --list               names the cells, how many of their rounds are stored, and how long a round takes
  --report             writes docs/measured/benchmarks.md and its chart from the stored results, prints the
                       targets, and runs nothing
  --recovery           compares recover with the bare calls: 1,000 results of 100 interviews, 300 missing, 20 ms a call
  --quick              runs everything once on a small scale, and keeps nothing: does the benchmark work?`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      budget: { type: "string" },
      only: { type: "string", default: "" },
      again: { type: "boolean", default: false },
      list: { type: "boolean", default: false },
      report: { type: "boolean", default: false },
      recovery: { type: "boolean", default: false },
      quick: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const cells = chosenCells(values.only);
  if (values.help) {
    print(HELP);
  } else if (values.list) {
    cells.forEach((cell) => {
      print(
        `${cellName(cell)}: ${storedRounds(cell).length} of ${cell.rounds}, ${cell.expectedSeconds} s each`,
      );
    });
  } else if (values.report) {
    await report();
  } else if (values.recovery) {
    await recovery();
    await report();
  } else if (values.quick) {
    await quick();
  } else {
    await full(cells, endOf(values.budget), values.again);
    await report();
  }
}

function chosenCells(only: string): readonly Cell[] {
  const named = FULL_PLAN.filter((cell) => cellName(cell) === only);
  return named.length > 0 ? named : FULL_PLAN.filter((cell) => cellName(cell).includes(only));
}

/** The targets are for contributors, so they are printed and not on the page. */
async function report(): Promise<void> {
  await writeReport();
  print(targetsTable(storedResults()));
}

/** Measures `recover`, and stores it beside what is measured of the engine. */
async function recovery(): Promise<void> {
  storeRecovery(await measureRecovery(15), await measureMemory());
  print(recoverySection());
}

async function prepare(): Promise<void> {
  process.env["TEST_ENGINE_BIN"] = (await findEngine()).binDir;
  installProgram();
}

async function full(cells: readonly Cell[], end: number, again: boolean): Promise<void> {
  await prepare();
  const versions = usedVersions();
  for (const cell of cells) {
    const rounds = again ? [] : storedRounds(cell);
    while (rounds.length < cell.rounds) {
      if (Date.now() + cell.expectedSeconds * 1000 > end) {
        printTimed(
          `${cellName(cell)}: skipped, a round takes about ${cell.expectedSeconds} s and the budget is spent`,
        );
        break;
      }
      printTimed(`${cellName(cell)}: round ${rounds.length + 1} of ${cell.rounds}`);
      const samples: Sample[] = [];
      rounds.push(samples);
      await runRound(cell, rounds.length, (sample) => {
        printSample(sample);
        samples.push(sample);
        store(cell, versions, rounds);
      });
    }
  }
}

/** Runs every part once, the report included, in a folder of its own. */
async function quick(): Promise<void> {
  await prepare();
  const folder = mkdtempSync(join(tmpdir(), "bench-"));
  try {
    for (const cell of QUICK_PLAN) {
      const samples: Sample[] = [];
      await runRound(cell, 0, (sample) => {
        printSample(sample);
        checkCalls(cell, sample);
        samples.push(sample);
      });
      store(cell, usedVersions(), [samples], folder);
    }
    await writeReport(folder, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** All programs but the do-nothing resource send one call for each change, and only this package sends one for a delete. */
function checkCalls({ interviews }: Cell, { variant, operation, apiCalls }: Sample): void {
  const sends: string[] = {
    floor: [],
    textbook: ["create", "update"],
    ours: ["create", "update", "destroy"],
    group: ["create", "update", "destroy"],
    calls: ["create"],
  }[variant];
  const expected = sends.includes(operation) ? interviews : 0;
  if (apiCalls !== expected) {
    throw new Error(`${operation} of ${variant}: ${apiCalls} calls reached the API instead of ${expected}.`);
  }
}

function endOf(budget: string | undefined): number {
  if (budget === undefined) {
    return Infinity;
  }
  const minutes = Number(budget);
  if (!(minutes > 0)) {
    throw new Error("--budget must be a number of minutes, such as 25.");
  }
  return Date.now() + minutes * 60_000;
}

function usedVersions(): CellResult["versions"] {
  const sdk = JSON.parse(
    readFileSync(join(INSTALLED, "node_modules/@pulumi/pulumi/package.json"), "utf8"),
  ) as { version: string };
  const pulumi = join(process.env["TEST_ENGINE_BIN"] ?? "", "pulumi");
  const engine = execFileSync(pulumi, ["version"], { encoding: "utf8" }).trim();
  return { node: process.version, sdk: sdk.version, engine };
}

function printSample({ variant, operation, wallSeconds, apiCalls }: Sample): void {
  printTimed(`${operation} ${variant}: ${wallSeconds.toFixed(1)} s, ${apiCalls} calls`);
}

function printTimed(line: string): void {
  print(`${new Date().toTimeString().slice(0, 8)}  ${line}`);
}

main().catch(exitWith);
