import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../api/call";
import { EVENTS, type Parts } from "../settings/parts";
import { REMEDIES, TRANSIENT_PROBLEMS, type Probe } from "./problem";
import { verifyReceiver, type DeclaredReceiver, type Finding } from "./verify-receiver";

/** A declared receiver does not respond as it should. The message is one line and holds no text of the receiver. */
export class ReceiverVerificationError extends Error {
  override name = "ReceiverVerificationError";
  // The engine prints the stack.
  override stack = "";
}

const TIMEOUT_MS = 10_000;
const RETRY_FOR_MS = 60_000;
/** Doubles from the first to the last, so that a receiver that comes up quickly is noticed quickly. */
const FIRST_DELAY_MS = 1000;
const MAX_DELAY_MS = 10_000;

/**
 * Verifies the receivers of all events that are on, and returns once they respond as they should. A receiver that was made a
 * moment ago may not be there yet, so connection failures, 404 and 5xx are tried again for a while; anything else fails at once.
 *
 * @param subject - the declaration, as messages name it
 * @param log - takes one line for each time that a receiver is tried again
 * @throws {@link ReceiverVerificationError} for the first event whose receiver does not respond as it should
 */
export async function awaitReceivers(settings: Parts, aiInterviewId: number, subject: string, log: Log) {
  const giveUpAt = Date.now() + RETRY_FOR_MS;
  for (const event of EVENTS) {
    const webhook = settings[event];
    if (webhook?.status) {
      const { auth } = settings;
      const receiver = { aiInterviewId, event, url: webhook.url, auth, timeoutMs: TIMEOUT_MS };
      await awaitOne(receiver, giveUpAt, subject, log);
    }
  }
}

async function awaitOne(receiver: DeclaredReceiver, giveUpAt: number, subject: string, log: Log) {
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(2 * delayMs, MAX_DELAY_MS)) {
    const finding = findDecisiveFailure(await verifyReceiver(receiver));
    if (!finding?.problem) {
      return;
    }
    const text = `${subject}: ${findingText(finding)}`;
    if (!TRANSIENT_PROBLEMS.has(finding.problem) || Date.now() + delayMs > giveUpAt) {
      throw new ReceiverVerificationError(
        `${text}, so nothing was sent to the API. ${REMEDIES[finding.problem]}`,
      );
    }
    await log(`${text}; trying again in ${delayMs / 1000} s.`);
    await sleep(delayMs);
  }
}

/**
 * The finding to report. A receiver that is not up yet responds to every credential alike, so a failure of the declared one comes
 * first; where that is accepted, a failure that waiting does not mend.
 */
function findDecisiveFailure(findings: readonly Finding[]): Finding | undefined {
  const failed = findings.filter(({ problem }) => problem);
  return (
    failed.find(({ probe }) => probe === "declared") ??
    failed.find(({ problem }) => problem && !TRANSIENT_PROBLEMS.has(problem)) ??
    failed[0]
  );
}

const TEST_EVENTS: Readonly<Record<Probe, string>> = {
  declared: "",
  large: " of a submission's size",
  none: " without a credential",
  wrong: " with a wrong credential",
};

function findingText({ event, probe, response }: Finding): string {
  return `the receiver of ${event} does not respond to a test event${TEST_EVENTS[probe]} as it should (${response})`;
}
