import { createHash } from "node:crypto";
import { existsSync, readFileSync, readlinkSync } from "node:fs";

/** A process of this machine. */
export interface ProcessId {
  readonly pid: number;
  /** Tells it from a later process with the same number, in the system's own unit; "0" where the system does not say. */
  readonly startedAt: string;
}

/** Whether this system shows its processes as files, as Linux does. */
const HAS_PROC = existsSync("/proc/self/stat");

/** This process. */
export const OWN_PROCESS: ProcessId = findProcess(process.pid) ?? { pid: process.pid, startedAt: "0" };

/** Whether a process of this machine still runs. */
export function isAlive({ pid, startedAt }: ProcessId): boolean {
  return findProcess(pid)?.startedAt === startedAt;
}

/** The process of this machine that has a number now. */
export function findProcess(pid: number): ProcessId | undefined {
  const startedAt = HAS_PROC ? startByProc(pid) : startBySignal(pid);
  return startedAt === undefined ? undefined : { pid, startedAt };
}

function startByProc(pid: number): string | undefined {
  try {
    // The second field, the command in parentheses, may hold spaces and parentheses of its own.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /s, "")
      .split(" ");
    const [state] = fields;
    // A zombie has ended, and its parent has not noticed yet. The start is field 22 (proc(5)).
    return state === "Z" || state === "X" ? undefined : fields[19];
  } catch {
    return undefined;
  }
}

function startBySignal(pid: number): string | undefined {
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
