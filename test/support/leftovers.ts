import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** Where Linux shows processes; elsewhere nothing is looked for. */
const PROCESSES = "/proc";

/**
 * Ends what works in `folder`. A killed engine leaves its plugins and the user's program behind, and a program whose engine
 * is gone keeps a core busy. Plugins are process groups of their own, so no signal to the engine's group reaches them.
 */
export function endLeftovers(folder: string): void {
  if (!existsSync(PROCESSES)) {
    return;
  }
  for (const pid of readdirSync(PROCESSES).filter((name) => /^\d+$/.test(name))) {
    if (workingDirectoryOf(pid)?.startsWith(folder)) {
      process.kill(Number(pid), "SIGKILL");
    }
  }
}

function workingDirectoryOf(pid: string): string | undefined {
  try {
    return readlinkSync(join(PROCESSES, pid, "cwd"));
  } catch {
    // It has ended meanwhile, or is somebody else's.
    return undefined;
  }
}
