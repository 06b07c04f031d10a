import { runCell } from "./compat/cell";
import { cells } from "./compat/matrix";
import { packedPackage } from "./compat/project";
import { bringTools } from "./compat/tools";

// Installs a program with its dependencies, and once a Node.js and a package manager.
jest.setTimeout(600_000);

// One combination far from this machine's own; `npm run test:compat` runs them all, on Linux, where every Node.js is to be had.
const onLinux = process.platform === "linux" ? test : test.skip;

onLinux("the package works with pnpm, the lowest SDK, an ES module and the newest Node.js", async () => {
  const chosen = cells({ manager: ["pnpm"], sdk: ["3.139.0"], node: ["26"], language: ["esm"] });
  expect(chosen).toHaveLength(1);
  bringTools(chosen);
  for (const cell of chosen) {
    const outcome = await runCell(cell, process.env["TEST_ENGINE_BIN"] ?? "", packedPackage());
    expect(outcome).toEqual({ provider: "copy" });
  }
});
