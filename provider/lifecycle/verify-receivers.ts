import type { Parts } from "../settings/parts";
import type { OldInputs } from "./check";
import type { Host } from "./host";

/** Whether `verifyReceiver` was turned on since. */
export function asksToVerify(
  old: OldInputs | undefined,
  { verifyReceiver = false }: Pick<OldInputs, "verifyReceiver">,
): boolean {
  return old !== undefined && verifyReceiver && !old.verifyReceiver;
}

/** A shorter wait is not worth a line. */
const MIN_LOGGED_WAIT_MS = 1000;

/**
 * Sends test events to the receivers of the events that are on, where the declaration asks for it, and returns once they respond
 * as they should.
 *
 * @param aiInterviewId - the interview that the test events name
 * @throws `ReceiverVerificationError` where one does not; `EngineExitedError` when no engine is left to save a result
 */
export async function verifyReceivers(
  host: Host,
  declared: Parts & { verifyReceiver?: boolean | undefined },
  aiInterviewId: number,
  subject: string,
): Promise<void> {
  if (!declared.verifyReceiver) {
    return;
  }
  const start = Date.now();
  // Loads it where it is used: most declarations do without.
  const { awaitReceivers } =
    require("../verification/await-receivers") as typeof import("../verification/await-receivers");
  await awaitReceivers(declared, aiInterviewId, subject, host.log);
  const durationMs = Date.now() - start;
  if (durationMs >= MIN_LOGGED_WAIT_MS) {
    // The engine may have ended meanwhile. Then this fails, and nothing is sent to the API.
    await host.log(
      `${subject}: the receivers respond as they should, after ${Math.round(durationMs / 1000)} s.`,
    );
  }
}
