const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `work` so that Ctrl+C ends it in order: `stop` is aborted, `work` cleans up and rejects, and only then the signal
 * has its usual effect.
 */
export async function interruptible<T>(work: (stop: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  let received: NodeJS.Signals | undefined;
  const onSignal = (signal: NodeJS.Signals) => {
    received = signal;
    stop.abort(new Error(`stopped by ${signal}`));
  };
  for (const signal of SIGNALS) {
    process.on(signal, onSignal);
  }
  try {
    return await work(stop.signal);
  } finally {
    for (const signal of SIGNALS) {
      process.off(signal, onSignal);
    }
    // A listener of the caller has received the signal already.
    if (received !== undefined && process.listenerCount(received) === 0) {
      process.kill(process.pid, received);
    }
  }
}
