import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { FAULTS } from "./faults";
import { cellOf, STEPS, type Cell, type Step } from "./matrix";
import { pageOf, type Results } from "./page";

jest.setTimeout(60_000);

const PAGE = join(__dirname, "../../docs/measured/faults.md");
const results: Results = new Map();

describe.each(FAULTS)("$name", (row) => {
  test.each(Object.keys(STEPS) as Step[])("%s: the next `up` applies what is declared", async (step) => {
    const cells: Partial<Record<Step, Cell>> = results.get(row) ?? {};
    cells[step] = await cellOf(row, step);
    results.set(row, cells as Record<Step, Cell>);
  });
});

test("docs/measured/faults.md holds the results of these tests", () => {
  expect(results.size).toBe(FAULTS.length);
  const page = pageOf(results);
  if (process.env["UPDATE_DOCS"]) {
    writeFileSync(PAGE, page);
  }
  expect(existsSync(PAGE) && readFileSync(PAGE, "utf8")).toBe(page);
});
