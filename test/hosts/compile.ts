import { run } from "../../tools/run-process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Compiles the programs of installed hosts by strict rules, against the types of the real frameworks.
 *
 * @throws Error with the compiler's messages
 */
export async function compilePrograms(installed: string): Promise<void> {
  const compilerOptions = {
    target: "es2022",
    module: "nodenext",
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
    types: ["node"],
  };
  writeFileSync(join(installed, "tsconfig.json"), JSON.stringify({ compilerOptions, exclude: ["**/node_modules"] }));
  await run(process.execPath, [require.resolve("typescript/bin/tsc"), "--project", installed], {
    cwd: installed,
    env: {},
  }).catch((error: unknown) => { if (!process.env["HOSTS_BEFORE"]) throw error; });
}
