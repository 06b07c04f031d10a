import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

test("every public member is documented, and no link in the reference is broken", () => {
  const typedoc = resolve(ROOT, "node_modules/.bin/typedoc");
  // Types are checked by `npm run typecheck`, which halves the time here.
  const options = ["--tsconfig", "tsconfig.build.json", "--emit", "none", "--skipErrorChecking"];
  const { stdout, stderr } = spawnSync(typedoc, options, { cwd: ROOT, encoding: "utf8" });
  // Where TypeDoc reads nothing, it exits with 0 as well, and a warning.
  expect(stdout + stderr).toBe("");
}, 180_000);
