/** The engine that reads our stdout has exited, so no result can be saved. */
export class EngineExitedError extends Error {
  constructor() {
    super("The Pulumi engine has ended, so nothing more is sent.");
  }
}

/**
 * Prints one line, which the engine shows as information. A provider host survives a killed engine, and a call that it still
 * makes could undo a later `pulumi up`; the broken pipe tells it.
 *
 * @throws {@link EngineExitedError} when no engine reads the line
 */
export async function logToEngine(line: string): Promise<void> {
  if (process.stdout.listenerCount("error") === 0) {
    // Without a listener, the event would end the process; the write below learns of the error in any case.
    process.stdout.on("error", () => undefined);
  }
  const error = await new Promise<unknown>((resolve) => {
    process.stdout.write(`${line}\n`, resolve);
  });
  if (error) {
    throw new EngineExitedError();
  }
}
