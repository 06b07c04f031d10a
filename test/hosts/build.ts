import { cpSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { run } from "../../tools/run-process";
import { bundleOf } from "../examples/bundle";
import type { Host } from "./host";

const ROOT = resolve(__dirname, "../..");

/** Strict, as users' own, so that a handler's types fit those of the framework. */
const COMPILER_OPTIONS = {
  target: "es2022",
  module: "nodenext",
  strict: true,
  noUncheckedIndexedAccess: true,
  exactOptionalPropertyTypes: true,
  skipLibCheck: true,
  types: ["node"],
  // NestJS
  experimentalDecorators: true,
  emitDecoratorMetadata: true,
  // Bun and Deno
  rewriteRelativeImportExtensions: true,
};

/**
 * Builds the programs of installed hosts.
 *
 * @throws Error with what a compiler has printed
 */
export async function buildPrograms(installed: string, hosts: readonly Host[]): Promise<void> {
  await compile(
    installed,
    hosts.filter(({ build }) => !build).map(({ folder }) => folder),
  );
  for (const { folder, build = [], example } of hosts) {
    if (example) {
      writeFileSync(join(installed, folder, example.bundle), bundleExample(example.name, installed));
    }
    for (const [program, ...args] of build) {
      await run(program, args, { cwd: join(installed, folder), env: environmentOf(installed, folder) });
    }
  }
}

/** Bundles the receiver of an example as the example does, with what is installed here. */
function bundleExample(name: string, installed: string): string {
  const folder = join(installed, "examples", name);
  for (const source of ["bundle.ts", "receiver.ts"]) {
    cpSync(join(ROOT, "examples", name, source), join(folder, source));
  }
  return bundleOf(folder);
}

/** The environment in which the programs of an installed host are found. */
export function environmentOf(installed: string, folder: string): NodeJS.ProcessEnv {
  const bins = [join(installed, folder), installed].map((place) => join(place, "node_modules/.bin"));
  return {
    PATH: [...bins, process.env["PATH"]].join(delimiter),
    HOME: tmpdir(),
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

async function compile(installed: string, include: readonly string[]): Promise<void> {
  if (include.length === 0) {
    return;
  }
  const config = { compilerOptions: COMPILER_OPTIONS, include, exclude: ["**/node_modules"] };
  writeFileSync(join(installed, "tsconfig.json"), JSON.stringify(config));
  const compiler = require.resolve("typescript/bin/tsc");
  await run(process.execPath, [compiler, "--project", installed], { cwd: installed, env: {} });
}
