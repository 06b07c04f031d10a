import { existsSync } from "node:fs";
import { start } from "../tools/run-process";
import { processTree, usageOf, type Usage } from "./processes";

/** The cost of one command, including all processes that it started. */
export interface Measurement {
  wallSeconds: number;
  /** User and system time of all its processes. Sampled: up to {@link SAMPLE_EVERY_MS} of each process's end are missing. */
  cpuSeconds: number;
  /** The most memory that the program held, in bytes. */
  programPeakBytes: number;
  /** The most memory that the provider host held, in bytes. */
  hostPeakBytes: number;
}

const SAMPLE_EVERY_MS = 50;
/** Finding new processes costs more than reading known ones. */
const FIND_EVERY_SAMPLES = 4;

/**
 * Runs a command to its end. Processor time and memory are 0 where there is no `/proc`.
 *
 * @throws Error with all that the command printed when it failed
 */
export async function measured(
  command: string,
  args: string[],
  options: { cwd: string; env: NodeJS.ProcessEnv },
): Promise<Measurement> {
  const startedAt = process.hrtime.bigint();
  const { process: child, ended } = start(command, args, options);
  const watch = child.pid !== undefined && existsSync("/proc/self/stat") ? watchTree(child.pid) : undefined;
  const { code, output } = await ended.finally(() => watch?.stop());
  const wallSeconds = Number(process.hrtime.bigint() - startedAt) / 1e9;
  if (code !== 0) {
    throw new Error(`${command} ${args.join(" ")} ended with ${code}:\n${output}`);
  }
  const usages = watch?.usages() ?? [];
  return {
    wallSeconds,
    cpuSeconds: usages.reduce((sum, usage) => sum + usage.cpuSeconds, 0),
    programPeakBytes: peakOf(usages, /cmd\/run\/index\.js/),
    hostPeakBytes: peakOf(usages, /cmd\/dynamic-provider\/index\.js/),
  };
}

function watchTree(root: number): { usages: () => Usage[]; stop: () => void } {
  const usages = new Map<number, Usage>();
  let pids = [root];
  let samples = 0;
  const timer = setInterval(() => {
    if (samples++ % FIND_EVERY_SAMPLES === 0) {
      pids = processTree(root);
    }
    for (const pid of pids) {
      const usage = usageOf(pid);
      if (usage) {
        usages.set(pid, usage);
      }
    }
  }, SAMPLE_EVERY_MS);
  return {
    usages: () => [...usages.values()],
    stop: () => {
      clearInterval(timer);
    },
  };
}

function peakOf(usages: Usage[], command: RegExp): number {
  return Math.max(
    0,
    ...usages.filter((usage) => command.test(usage.command)).map(({ peakBytes }) => peakBytes),
  );
}
