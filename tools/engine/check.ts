import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { version as sdkVersion } from "@pulumi/pulumi/version";
import { cacheFolder } from "./cache-folder";
import { FILES, NoEngineError } from "./engine";
import { engineEnv } from "./environment";
import { RunError, runStoppable } from "./run-stoppable";

/**
 * Runs the engine in `binDir` and resolves to its version. An engine that was not yet seen working on this machine first
 * has to run a small program on a local backend.
 *
 * @throws NoEngineError when the engine does not run
 */
export async function checkEngine(binDir: string, stop: AbortSignal): Promise<string> {
  const home = mkdtempSync(join(tmpdir(), "pulumi-xobin-check-"));
  try {
    const pulumi = (args: string[]) =>
      runStoppable(join(binDir, FILES.cli), args, {
        cwd: home,
        env: engineEnv({ binDir }, home),
        stop,
        timeout: 120_000,
      });
    const printed = await pulumi(["version"]);
    const version = /^v?(\d+\.\d+\.\d+\S*)$/.exec(printed.trim())?.[1];
    if (version === undefined) {
      throw new NoEngineError(`pulumi version printed ${JSON.stringify(printed)}.`);
    }

    const note = noteFor(binDir, version);
    if (!existsSync(note)) {
      writeProgram(home);
      await pulumi(["stack", "init", "check"]);
      await pulumi(["up", "--yes", "--skip-preview"]);
      writeNote(note);
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

function writeNote(note: string): void {
  try {
    mkdirSync(dirname(note), { recursive: true });
    writeFileSync(note, "");
  } catch {
    // The note only saves time; an engine on PATH works without a cache.
  }
}

/** The file whose existence says that an engine of this version and size was seen working with this SDK and this Node.js. */
function noteFor(binDir: string, version: string): string {
  const sizes = Object.values(FILES).map(
    (name) => statSync(join(binDir, name), { throwIfNoEntry: false })?.size,
  );
  const facts = JSON.stringify([version, sizes, sdkVersion, process.version]);
  return join(cacheFolder(), "seen-working", createHash("sha256").update(facts).digest("hex").slice(0, 32));
}
