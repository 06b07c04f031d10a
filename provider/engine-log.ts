/** The engine, whose pipe the standard output is, has ended: nobody is left to act for. */
export class EngineExitedError extends Error {
  constructor() {
    super("The Pulumi engine has ended, so nothing more is sent.");
  }
}

/**
 * Prints one line, which the engine shows as information on the resource. A provider host survives a killed engine, and
 * what it still sends could undo a later `pulumi up`; a broken pipe is how it notices.
 *
 * @throws {@link EngineExitedError} when nobody reads the line
 */
export function logToEngine(line: string): Promise<void> {
  if (process.stdout.listenerCount("error") === 0) {
    // Without a listener, the event would end the process; the write below learns of the error in any case.
    process.stdout.on("error", () => undefined);
  }
  return new Promise((resolve, reject) => {
    process.stdout.write(`${line}\n`, (error) => {
      if (error) {
        reject(new EngineExitedError());
      } else {
        resolve();
      }
    });
  });
}
