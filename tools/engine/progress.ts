import { printError } from "../print";

/** Prints a line for people on stderr: stdout holds only the engine's folder. */
export function report(line: string): void {
  printError(`engine: ${line}`);
}

/**
 * Reports the start and the end of `work`, and every ten seconds the elapsed time and the progress.
 *
 * @param task - names the work
 * @param progress - describes how far it is; called when a line is due
 */
export async function showProgress<T>(
  task: string,
  progress: () => string,
  work: () => Promise<T>,
): Promise<T> {
  report(`${task} …`);
  const start = Date.now();
  const timer = setInterval(() => {
    report(`${elapsed(start)} ${progress()}`);
  }, 10_000);
  try {
    const result = await work();
    report(`${elapsed(start)} done`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

function elapsed(start: number): string {
  const seconds = Math.round((Date.now() - start) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
