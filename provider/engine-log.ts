/** The engine, whose pipe the standard output is, has ended: nobody is left to act for. */
export class EngineGone extends Error {}

/**
 * Prints one line, which the engine shows as information on the resource. A provider host survives a killed engine, and
 * what it still sends could undo a later `pulumi up`; a broken pipe is how it notices.
 *
 * @throws {@link EngineGone} when nobody reads the line
 */
export function tellEngine(line: string): Promise<void> {
  if (process.stdout.listenerCount("error") === 0) {
    // Without a listener, the event would end the process; the write below learns of the error in any case.
    process.stdout.on("error", () => undefined);
  }
  return new Promise((resolve, reject) => {
    process.stdout.write(`${line}\n`, (error) => {
      if (error) {
        reject(new EngineGone("The Pulumi engine has ended, so nothing more is sent."));
      } else {
        resolve();
      }
    });
  });
}
