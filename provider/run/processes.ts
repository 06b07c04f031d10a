import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";

/**
 * Finds the start of the process that has a number now, in the system's own unit: it tells the process from a later one with the
 * same number. "0" where the system does not say, `undefined` where no such process runs.
 */
export function findStart(pid: number): string | undefined {
  try {
    // The second field, the command in parentheses, may hold spaces and parentheses of its own.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    const [state] = fields;
    // A zombie has ended, and its parent has not noticed yet. The start is field 22 (proc(5)).
    return state === "Z" || state === "X" ? undefined : fields[19];
  } catch {
    // There is no such process, or the system has no such file.
    return findStartBySignal(pid);
  }
}

function findStartBySignal(pid: number): string | undefined {
  try {
    process.kill(pid, 0);
    return "0";
  } catch (error) {
    // EPERM: it is alive, and another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM" ? "0" : undefined;
  }
}

/**
 * This start of this machine, or this container, as a name for files: process numbers mean something within it only. `undefined`
 * on macOS and Windows, which have no such file; a host's name there changes with its network.
 */
export const MACHINE: string | undefined = nameMachine();

function nameMachine(): string | undefined {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8");
    const namespace = readlinkSync("/proc/self/ns/pid");
    return createHash("sha256").update(`${boot} ${namespace}`).digest("hex").slice(0, 16);
  } catch {
    return undefined;
  }
}
