import { randomUUID } from "node:crypto";
import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { report } from "./progress";

const BEAT = 500;
const DEAD_AFTER = 5_000;

/**
 * Runs `work` while no other process does, so that two processes that need an engine at the same time build one. `work` receives
 * whether another process was waited for.
 *
 * The holder touches the file every half second; a process that sees it untouched for five seconds takes it over. At worst,
 * after a holder was suspended, two processes work at once, which the cache allows: it only costs time.
 */
export async function whileLocked<T>(
  file: string,
  stop: AbortSignal,
  work: (waited: boolean) => Promise<T>,
): Promise<T> {
  const mine = randomUUID();
  mkdirSync(dirname(file), { recursive: true });
  const waited = await acquire(file, mine, stop);
  const beat = setInterval(() => {
    if (holder(file) === mine) {
      touch(file);
    }
  }, BEAT);
  try {
    return await work(waited);
  } finally {
    clearInterval(beat);
    if (holder(file) === mine) {
      rmSync(file, { force: true });
    }
  }
}

async function acquire(file: string, mine: string, stop: AbortSignal): Promise<boolean> {
  let touched: number | undefined;
  let since = 0;
  let waited = false;
  while (!create(file, mine)) {
    const now = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
    if (now !== touched) {
      touched = now;
      since = Date.now();
    } else if (Date.now() - since > DEAD_AFTER) {
      rmSync(file, { force: true });
      continue;
    }
    if (!waited) {
      report("another process is installing the engine; waiting for it …");
    }
    waited = true;
    await sleep(BEAT, undefined, { signal: stop });
  }
  return waited;
}

function create(file: string, content: string): boolean {
  try {
    writeFileSync(file, content, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") {
      return false;
    }
    throw error;
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // It was taken over this very moment.
  }
}

function holder(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
