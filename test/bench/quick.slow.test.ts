import { resolve } from "node:path";
import { start } from "../../tools/run-process";

const ROOT = resolve(__dirname, "../..");

// Fourteen operations on the engine, two stacks at once.
jest.setTimeout(600_000);

test("the benchmark works: every part once on a small scale, each call counted", async () => {
  const { code, output } = await start("npx", ["tsx", "bench/main.ts", "--quick"], {
    cwd: ROOT,
    env: process.env,
  }).ended;
  expect({ code, output }).toMatchObject({ code: 0 });
  expect(output).toContain("destroy ours");
});
