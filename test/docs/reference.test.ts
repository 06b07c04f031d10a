import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");

test("every public member is documented, and no link in the reference is broken", () => {
  const typedoc = resolve(ROOT, "node_modules/.bin/typedoc");
  // Throws with TypeDoc's output, for a warning as well: the options in tsconfig.build.json make them errors.
  expect(() => execFileSync(typedoc, ["--emit", "none"], { cwd: ROOT, stdio: "pipe" })).not.toThrow();
}, 180_000);
