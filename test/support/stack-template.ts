import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { engineEnv } from "../../tools/engine";
import { INSTALLED } from "../../tools/install-program";
import { start } from "../../tools/run-process";

const TEMPLATE = join(INSTALLED, "stacks/template");

/** A project that runs `index.js` without loading a compiler. */
export function writeProject(folder: string): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    "name: test\nruntime: { name: nodejs, options: { typescript: false } }\n",
  );
  writeFileSync(join(folder, "package.json"), JSON.stringify({ main: "index.js" }));
}

/** Lets the engine create an empty stack `test`, which every test copies: a `stack init` of its own costs each half a second. */
export async function createStackTemplate(binDir: string): Promise<void> {
  writeProject(TEMPLATE);
  const { code, output } = await start("pulumi", ["stack", "init", "test", "--non-interactive"], {
    cwd: TEMPLATE,
    env: engineEnv({ binDir }, join(TEMPLATE, "home")),
  }).ended;
  if (code !== 0) {
    throw new Error(output);
  }
}

/** Puts the empty stack into a project's folder, with its state below `home`. */
export function copyStackTemplate(folder: string): void {
  for (const part of ["Pulumi.test.yaml", "home"]) {
    cpSync(join(TEMPLATE, part), join(folder, part), { recursive: true });
  }
}
