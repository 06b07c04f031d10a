/**
 * Pauses the stack traces that the SDK takes for each Output of a resource. It prints them with `PULUMI_DEBUG_PROMISE_LEAKS` only,
 * which therefore changes nothing here; taking them is a good part of a preview (docs/measured/benchmarks.md).
 *
 * @returns what takes them up again: to be called before anything else runs
 */
export function pauseStackTraces(): () => void {
  const { stackTraceLimit } = Error;
  if (!process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) {
    // One place stays: that of an error in a program's stack transformation, which runs in the constructor.
    Error.stackTraceLimit = 1;
  }
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
  };
}

/** Adds where the program is now to an error that was thrown during the pause. */
export function withCallSite(error: unknown): unknown {
  if (error instanceof Error) {
    const here: { stack?: string } = {};
    Error.captureStackTrace(here, withCallSite);
    error.stack = `${error.stack ?? error.message}${here.stack?.replace(/^.*/, "") ?? ""}`;
  }
  return error;
}
