import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

test("every public member is documented, and no link in the reference is broken", () => {
  const typedoc = resolve(ROOT, "node_modules/.bin/typedoc");
  const options = ["--tsconfig", "tsconfig.build.json", "--emit", "none"];
  const { stdout, stderr } = spawnSync(typedoc, options, { cwd: ROOT, encoding: "utf8" });
  // The entry points stand in tsconfig.build.json; without them, there is an error.
  expect(stdout + stderr).toBe("");
}, 180_000);
