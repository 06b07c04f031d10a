import { fromCache, cacheEntry } from "./cache";
import { NoEngineError, type Engine } from "./engine";
import { fromGoModules } from "./go-build";
import { interruptible } from "./interruptible";
import { whileLocked } from "./lock";
import { fromPath } from "./on-path";
import { pinnedVersion } from "./pinned-version";
import { fromVendor } from "./vendor";

export type { Engine } from "./engine";
export { engineEnv } from "./environment";

/**
 * Finds a Pulumi engine: the one on `PATH`, or the one that was installed before. Without either, it installs one in the
 * user's cache folder and reports its progress on stderr.
 *
 * @throws Error that says why each source failed and what to install
 */
export async function findEngine(): Promise<Engine> {
  try {
    return await interruptible((stop) => firstThatWorks([fromPath, fromCache, install], stop));
  } catch (error) {
    if (!(error instanceof NoEngineError)) {
      throw error;
    }
    throw new Error(
      `No Pulumi engine works on this machine:\n${error.message}\n` +
        "Install the Pulumi CLI (https://www.pulumi.com/docs/install/) so that pulumi is on PATH, " +
        `or Go ${pinnedVersion.go} or newer (https://go.dev/doc/install) so that it can be built, and run this again.`,
    );
  }
}

type Way = (stop: AbortSignal) => Promise<Engine>;

function install(stop: AbortSignal): Promise<Engine> {
  return whileLocked(`${cacheEntry()}.lock`, stop, (waited) =>
    firstThatWorks([...(waited ? [fromCache] : []), fromVendor, fromGoModules], stop),
  );
}

async function firstThatWorks(ways: Way[], stop: AbortSignal): Promise<Engine> {
  const reasons: string[] = [];
  for (const way of ways) {
    try {
      return await way(stop);
    } catch (error) {
      if (!(error instanceof NoEngineError)) {
        throw error;
      }
      reasons.push(error.message);
    }
  }
  throw new NoEngineError(reasons.join("\n"));
}
