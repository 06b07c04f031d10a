import { chownSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { start, type StartOptions } from "../../tools/run-process";

/** PostgreSQL does not run as root. */
const NOBODY = 65_534;

/** The user that servers run as. */
export const SERVER_USER = process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : undefined;

/** A folder of a server, which is its user's own. */
export function makeDataFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "store-"));
  if (SERVER_USER) {
    chownSync(folder, SERVER_USER.uid, SERVER_USER.gid);
  }
  return folder;
}

/**
 * Starts a server, and waits until it is ready.
 *
 * @returns a function that ends it
 * @throws Error with its output when it ends before
 */
export async function startServer(
  [program, ...args]: readonly [string, ...string[]],
  options: StartOptions,
  isReady: () => Promise<unknown>,
): Promise<() => Promise<void>> {
  const { process: child, ended } = start(program, args, options);
  while (!(await isReady().catch(() => false))) {
    if (child.exitCode !== null) {
      throw new Error(`${program} has ended:\n${(await ended).output}`);
    }
    await wait(50);
  }
  return async () => {
    child.kill("SIGKILL");
    await ended;
  };
}
