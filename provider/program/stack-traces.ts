/**
 * Pauses the stack traces that the SDK takes for each Output of a resource, which are a large part of a preview's time
 * (docs/measured/benchmarks.md). The SDK prints them with `PULUMI_DEBUG_PROMISE_LEAKS` only, so with that variable nothing is paused.
 *
 * @returns a function that restores the previous limit; call it before any other code runs
 */
export function pauseStackTraces(): () => void {
  const { stackTraceLimit } = Error;
  if (!process.env["PULUMI_DEBUG_PROMISE_LEAKS"]) {
    // One frame stays: the place of an error in a program's stack transformation, which runs in the constructor.
    Error.stackTraceLimit = 1;
  }
  return () => {
    Error.stackTraceLimit = stackTraceLimit;
  };
}

/** Adds the current call site to an error that was thrown during the pause. */
export function withCallSite(error: unknown): unknown {
  if (error instanceof Error) {
    const here: { stack?: string } = {};
    Error.captureStackTrace(here, withCallSite);
    error.stack = `${error.stack ?? error.message}${here.stack?.replace(/^.*/, "") ?? ""}`;
  }
  return error;
}
