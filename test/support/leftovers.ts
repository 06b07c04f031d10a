import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { join } from "node:path";

/** The folder where Linux shows processes; on other systems none are found. */
const PROCESSES = "/proc";

/**
 * Ends the processes that work in `folder`. A killed engine leaves its plugins and the user's program behind, and a program
 * without its engine keeps a core busy. Each plugin is a process group, so no signal to the engine's group reaches it.
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
