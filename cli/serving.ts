/** Replaces the error of a port in use by one that says what to do. */
export function rethrowListenError(error: NodeJS.ErrnoException): never {
  if (error.code === "EADDRINUSE") {
    throw new Error("The port is in use. Choose another with --port, or 0 for any free one.");
  }
  if (error.code === "EACCES") {
    throw new Error("The port needs rights that this user does not have. Choose one from 1024 with --port.");
  }
  throw error;
}

/** Calls `close` once the command is asked to stop. */
export function onceStopped(close: () => Promise<void>): void {
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void close();
    });
  }
}

/** `12:04:59`, in the machine's time zone. */
export function timeOfDay(at: number | Date = Date.now()): string {
  return new Date(at).toTimeString().slice(0, 8);
}
