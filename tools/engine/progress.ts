/** One line for people; stdout is left to the answer. */
export function say(text: string): void {
  console.error(`engine: ${text}`);
}

/**
 * Says what is being done, and every ten seconds how long it has been and how far it is.
 * @param state - how far it is, asked for when a line is due
 */
export async function showProgress<T>(what: string, state: () => string, work: () => Promise<T>): Promise<T> {
  say(`${what} …`);
  const start = Date.now();
  const timer = setInterval(() => {
    say(`${elapsed(start)} ${state()}`);
  }, 10_000);
  try {
    const result = await work();
    say(`${elapsed(start)} done`);
    return result;
  } finally {
    clearInterval(timer);
  }
}

function elapsed(start: number): string {
  const seconds = Math.round((Date.now() - start) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
