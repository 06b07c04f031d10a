import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { cacheFolder } from "./cache-folder";
import { checkEngine } from "./check";
import { NoEngineError, type Engine } from "./engine";
import { say } from "./progress";
import { pinnedVersion } from "./pinned-version";

/** The folder that holds the engine of this checkout's pinnedVersion once it was brought. */
export function cacheEntry(): string {
  return join(cacheFolder(), pinnedVersion.id);
}

/** The engine that an earlier run brought. */
export async function fromCache(stop: AbortSignal): Promise<Engine> {
  const entry = cacheEntry();
  if (!existsSync(entry)) throw new NoEngineError(`- Brought before: none in ${dirname(entry)}.`);
  const binDir = join(entry, "bin");
  try {
    return { binDir, version: await checkEngine(binDir, stop), origin: "cache" };
  } catch (error) {
    if (!(error instanceof NoEngineError)) throw error;
    say(`the engine in ${binDir} does not work and will be replaced: ${error.message}`);
    throw new NoEngineError(`- Brought before: ${error.message}`);
  }
}

/**
 * Puts an engine into the cache. `make` puts its files into the folder it is given, which becomes the entry of the
 * cache in one step, when the engine was seen working; until then nobody finds it. The caller holds the lock.
 *
 * @param make - is given `bin`, for the result, and `scratch`, for everything else
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
    for (const folder of [join(made, "bin"), scratch]) mkdirSync(folder, { recursive: true });
    await make(join(made, "bin"), scratch);
    const version = await checkEngine(join(made, "bin"), stop);
    rmSync(entry, { recursive: true, force: true });
    renameSync(made, entry);
    return { binDir: join(entry, "bin"), version, origin };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** A run that was killed leaves its work behind. */
function removeStaleWork(entry: string): void {
  const remains = basename(workPrefix(entry));
  for (const name of readdirSync(dirname(entry)).filter((candidate) => candidate.startsWith(remains))) {
    rmSync(join(dirname(entry), name), { recursive: true, force: true });
  }
}

function workPrefix(entry: string): string {
  return `${entry}.work-`;
}
