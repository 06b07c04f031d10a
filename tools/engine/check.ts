import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import { cacheFolder } from "./cache-folder";
import { FILES, NoEngineError } from "./engine";
import { engineEnv } from "./environment";
import { run, RunError } from "./run";

/**
 * Runs the engine in `binDir` and resolves to its version. Three files that were never seen working here, or
 * changed since, have to run a small program on a local backend first.
 * @throws NoEngineError where the engine does not run.
 */
export async function checkEngine(binDir: string, stop: AbortSignal): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), "pulumi-xobin-check-"));
  try {
    const pulumi = (args: string[]) =>
      run("pulumi", args, { cwd: home, env: engineEnv({ binDir }, home), stop, timeout: 120_000 });
    const said = await pulumi(["version"]);
    const version = /^v?(\d+\.\d+\.\d+\S*)$/.exec(said.trim())?.[1];
    if (version === undefined) throw new NoEngineError(`pulumi version says ${JSON.stringify(said)}.`);

    const seenWorking = stampOf(binDir);
    if (!existsSync(seenWorking)) {
      writeProgram(home);
      await pulumi(["stack", "init", "check"]);
      await pulumi(["up", "--yes", "--skip-preview"]);
      mkdirSync(dirname(seenWorking), { recursive: true });
      writeFileSync(seenWorking, "");
    }
    return version;
  } catch (error) {
    throw error instanceof RunError ? new NoEngineError(error.message) : error;
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** A program with one dynamic resource: it needs all three files of the engine. */
function writeProgram(folder: string): void {
  const modules = resolve(require.resolve("@pulumi/pulumi/package.json"), "../../..");
  symlinkSync(modules, join(folder, "node_modules"), "junction");
  writeFileSync(
    join(folder, "Pulumi.yaml"),
    "name: check\nruntime: { name: nodejs, options: { typescript: false } }\n",
  );
  writeFileSync(
    join(folder, "index.js"),
    `const { dynamic } = require("@pulumi/pulumi");
     new dynamic.Resource({ create: async () => ({ id: "1" }) }, "check", {});`,
  );
}

/** The file that says: this engine was seen working with this SDK and this Node.js. */
function stampOf(binDir: string): string {
  const hash = createHash("sha256").update(`${process.version} ${sdkVersion}`);
  for (const name of Object.values(FILES)) {
    const file = statSync(join(binDir, name), { throwIfNoEntry: false });
    hash.update(` ${file?.size ?? 0}-${file?.mtimeMs ?? 0}`);
  }
  return join(cacheFolder(), "seen-working", hash.digest("hex").slice(0, 32));
}
