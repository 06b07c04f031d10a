import { writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { run } from "../../tools/run-process";
import type { Host } from "./host";

/**
 * Builds the programs of installed hosts by strict rules, against the types of the real frameworks.
 *
 * @throws Error with what a compiler says
 */
export async function buildPrograms(installed: string, hosts: readonly Host[]): Promise<void> {
  await compile(
    installed,
    hosts.filter(({ build }) => !build).map(({ folder }) => folder),
  );
  for (const { folder, build } of hosts) {
    if (build) {
      const [program, ...args] = build;
      await run(program, args, { cwd: join(installed, folder), env: environment(installed, folder) });
    }
  }
}

/** The environment in which the programs that an installed host brings are found. */
export function environment(installed: string, folder: string): NodeJS.ProcessEnv {
  const bins = [join(installed, folder), installed].map((place) => join(place, "node_modules/.bin"));
  const PATH = [...bins, process.env["PATH"]].join(delimiter);
  return { PATH, HOME: installed, NEXT_TELEMETRY_DISABLED: "1" };
}

async function compile(installed: string, folders: readonly string[]): Promise<void> {
  if (folders.length === 0) {
    return;
  }
  const compilerOptions = {
    target: "es2022",
    module: "nodenext",
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    experimentalDecorators: true,
    emitDecoratorMetadata: true,
    rewriteRelativeImportExtensions: true,
    skipLibCheck: true,
    types: ["node"],
  };
  writeFileSync(
    join(installed, "tsconfig.json"),
    JSON.stringify({ compilerOptions, include: folders, exclude: ["**/node_modules"] }),
  );
  const compiler = require.resolve("typescript/bin/tsc");
  await run(process.execPath, [compiler, "--project", installed], { cwd: installed, env: {} }).catch((error: unknown) => { if (!process.env["HOSTS_BEFORE"]) throw error; });
}
