import { readdirSync, readFileSync } from "node:fs";

/** The resources that a process has used so far. */
export interface Usage {
  /** Processor time in user and system mode, in seconds. */
  cpuSeconds: number;
  /** The most memory it has held, in bytes. */
  peakBytes: number;
  /** Its command line, arguments separated by blanks. */
  command: string;
}

/** The kernel's unit of processor time in `/proc`, a constant of Linux's user interface. */
const TICKS_PER_SECOND = 100;

/** The processes below `root`, itself included. Reads all of `/proc`, so it is not for every few milliseconds. */
export function processTree(root: number): number[] {
  const children = new Map<number, number[]>();
  for (const entry of readdirSync("/proc")) {
    const pid = Number(entry);
    const stat = Number.isInteger(pid) ? statOf(pid) : undefined;
    if (stat) {
      children.set(stat.parent, [...(children.get(stat.parent) ?? []), pid]);
    }
  }
  const tree = [root];
  for (const pid of tree) {
    tree.push(...(children.get(pid) ?? []));
  }
  return tree;
}

/** `undefined` once the process has ended. */
export function usageOf(pid: number): Usage | undefined {
  const stat = statOf(pid);
  const peak = /^VmHWM:\s+(\d+) kB$/m.exec(read(pid, "status") ?? "")?.[1];
  // A process that has ended and is not yet waited for has no memory any more.
  if (!stat || peak === undefined) {
    return undefined;
  }
  return {
    cpuSeconds: stat.ticks / TICKS_PER_SECOND,
    peakBytes: Number(peak) * 1024,
    command: (read(pid, "cmdline") ?? "").replaceAll("\0", " ").trim(),
  };
}

function statOf(pid: number): { parent: number; ticks: number } | undefined {
  // The second field is the name in parentheses, which may hold blanks; behind it, fields 3 (state), 4 (parent), 14 and 15 (ticks).
  const fields = read(pid, "stat")
    ?.replace(/^.*\) /s, "")
    .split(" ");
  return fields && { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
}

function read(pid: number, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "utf8");
  } catch {
    return undefined;
  }
}
