import { runCell } from "./cell";
import { AXES, type Axis, type Cell } from "./matrix";
import { packedPackage } from "../../tools/packed-package";
import { installTools } from "./tools";

// Each test installs a program with its dependencies, the first ones also Node.js and a package manager.
jest.setTimeout(600_000);

// Few combinations, in which every value of every axis occurs; `npm run test:compat` runs them all. Only on Linux, for which the registry has every Node.js.
const FEW: readonly Cell[] = [
  { manager: "pnpm", sdk: "3.139.0", node: "26", language: "esm" },
  { manager: "yarn", sdk: "3.270.0", node: "24", language: "typescript" },
  { manager: "yarn-pnp", sdk: "3.270.0", node: "20", language: "esm" },
  { manager: "bun", sdk: "3.270.0", node: "22", language: "commonjs" },
  // npm and an SDK between these are covered by every other engine test.
];
const onLinux = process.platform === "linux" ? describe : describe.skip;

onLinux("the package works with", () => {
  let tarball: string;

  beforeAll(() => {
    installTools(FEW);
    tarball = packedPackage();
  });

  test.each(FEW)("$manager, SDK $sdk, Node.js $node, $language", async (cell) => {
    expect(await runCell(cell, process.env["TEST_ENGINE_BIN"] ?? "", tarball)).toEqual({});
  });
});

test.each(Object.entries(AXES))("%s: a combination has each of its values", (axis, values) => {
  const covered = new Set([...FEW.map((cell) => cell[axis as Axis]), "npm"]);
  expect(values.filter((value) => !covered.has(value))).toEqual([]);
});
