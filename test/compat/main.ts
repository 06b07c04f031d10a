import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { findEngine } from "../../tools/engine";
import { exitWith, print } from "../../tools/print";
import { runCell } from "./cell";
import { AXES, cells, isInPairs, isUnsupported, type Axis, type Cell } from "./matrix";
import { pageOf } from "./page";
import { packedPackage } from "../../tools/packed-package";
import { keyOf, readResults, writeResults } from "./results";
import { installTools, managerVersion, nodeVersion } from "./tools";

const PAGE = join(resolve(__dirname, "../.."), "docs/measured/compatibility.md");
const HELP = `npm run test:compat -- [--pairs] [--node 24] [--sdk 3.270.0] [--manager pnpm] [--language esm]

Runs the packed package in every combination on a real Pulumi engine, and writes docs/measured/compatibility.md.
Each option may be given several times and selects only these combinations; --pairs selects twenty in which
every two values meet.`;

async function main(): Promise<void> {
  const several = { type: "string", multiple: true } as const;
  const { values } = parseArgs({
    options: {
      node: several,
      sdk: several,
      manager: several,
      language: several,
      pairs: { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.help) {
    print(HELP);
    return;
  }
  const { pairs, help: _help, ...only } = values;
  const chosen = cells(checked(only)).filter((cell) => !pairs || isInPairs(cell));
  process.exitCode = (await runAll(chosen)) ? 0 : 1;
}

function checked(only: Partial<Record<Axis, string[]>>): Partial<Record<Axis, string[]>> {
  for (const [axis, values] of Object.entries(only)) {
    const known: readonly string[] = AXES[axis as Axis];
    const unknown = values.find((value) => !known.includes(value));
    if (unknown !== undefined) {
      throw new Error(`--${axis} ${unknown} is not in the matrix, which has ${known.join(", ")}.`);
    }
  }
  return only;
}

/** Results and page are written after each combination, so that an interrupted run is not lost. */
async function runAll(chosen: Cell[]): Promise<boolean> {
  installTools(chosen);
  const { binDir, version } = await findEngine();
  const tarball = packedPackage();
  let allWork = true;
  for (const [index, cell] of chosen.entries()) {
    const outcome = await runCell(cell, binDir, tarball);
    const results = readResults();
    results.outcomes[keyOf(cell)] = outcome;
    results.versions = {
      ...results.versions,
      "Pulumi engine": version,
      [`Node.js ${cell.node}`]: nodeVersion(cell.node),
      [cell.manager]: managerVersion(cell.manager),
    };
    writeResults(results);
    writeFileSync(PAGE, pageOf(results));
    const { problem } = outcome;
    print(`${index + 1}/${chosen.length} ${keyOf(cell)}: ${problem ?? "works"}`);
    // Unsupported combinations run as well: one that works after all is a failure of the page.
    allWork &&= (problem !== undefined) === isUnsupported(cell);
  }
  return allWork;
}

main().catch(exitWith);
