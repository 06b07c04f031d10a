import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { cacheFolder } from "./cache-folder";
import { checkEngine } from "./check";
import { NoEngineError, type Engine } from "./engine";
import { report } from "./progress";
import { pinnedVersion } from "./pinned-version";

/** The folder of the engine that this checkout pins, once it is installed. */
export function cacheEntry(): string {
  return join(cacheFolder(), pinnedVersion.id);
}

/** The engine that an earlier run installed. */
export async function fromCache(stop: AbortSignal): Promise<Engine> {
  const entry = cacheEntry();
  if (!existsSync(entry)) {
    throw new NoEngineError(`- Installed before: none in ${dirname(entry)}.`);
  }
  const binDir = join(entry, "bin");
  try {
    return { binDir, version: await checkEngine(binDir, stop), origin: "cache" };
  } catch (error) {
    if (!(error instanceof NoEngineError)) {
      throw error;
    }
    report(`the engine in ${binDir} does not work and will be replaced: ${error.message}`);
    throw new NoEngineError(`- Installed before: ${error.message}`);
  }
}

/**
 * Adds an engine to the cache. `make` writes its files to a work folder, which becomes the cache entry in one step after the
 * engine was seen working; until then no other process finds it. The caller holds the lock.
 *
 * @param make - receives `bin`, the folder for the result, and `scratch`, the folder for everything else
 */
export async function intoCache(
  origin: Engine["origin"],
  stop: AbortSignal,
  make: (bin: string, scratch: string) => Promise<void>,
): Promise<Engine> {
  const entry = cacheEntry();
  mkdirSync(dirname(entry), { recursive: true });
  removeStaleWork(entry);
  const work = mkdtempSync(workPrefix(entry));
  try {
    const [made, scratch] = [join(work, "engine"), join(work, "scratch")];
    for (const folder of [join(made, "bin"), scratch]) {
      mkdirSync(folder, { recursive: true });
    }
    await make(join(made, "bin"), scratch);
    const version = await checkEngine(join(made, "bin"), stop);
    rmSync(entry, { recursive: true, force: true });
    renameSync(made, entry);
    return { binDir: join(entry, "bin"), version, origin };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Removes the work folders of runs that were killed. */
function removeStaleWork(entry: string): void {
  const prefix = basename(workPrefix(entry));
  for (const name of readdirSync(dirname(entry)).filter((candidate) => candidate.startsWith(prefix))) {
    rmSync(join(dirname(entry), name), { recursive: true, force: true });
  }
}

function workPrefix(entry: string): string {
  return `${entry}.work-`;
}
