import { setTimeout as sleep } from "node:timers/promises";
import { checkReceiver, type DeclaredReceiver, type Finding } from "./verify-receiver";
import { isTransient, type Probe, type Problem } from "./problem";
import { REMEDIES } from "./remedies";
import { EVENT_NAMES } from "./test-event";
import type { Parts } from "../settings/parts";

/** A declared receiver does not respond as it should. The message is one line and holds no text of the receiver. */
export class ReceiverCheckError extends Error {
  override readonly name = "ReceiverCheckError";

  constructor(subject: string, finding: FailedFinding) {
    super(
      `${subject}: ${findingText(finding)}, so nothing was sent to the API. ${REMEDIES[finding.problem]}`,
    );
    // The engine prints the stack.
    this.stack = "";
  }
}

/** How {@link awaitReceiver} waits. */
export interface AwaitOptions {
  /** What the settings are of, as messages name it. @default the interview, by its number */
  readonly subject?: string;
  /** Takes one line for each time that the receiver is tried again. */
  readonly log: (line: string) => Promise<void>;
  /** How long one response may take, in milliseconds. @default 10,000 */
  readonly timeoutMs?: number;
  /** For how long a receiver that cannot be reached yet is tried again, in milliseconds. @default 60,000 */
  readonly retryForMs?: number;
}

const TIMEOUT_MS = 10_000;
const RETRY_FOR_MS = 60_000;
/** Doubles from the first to the last, so that a receiver that comes up quickly is noticed quickly. */
const FIRST_DELAY_MS = 1000;
const MAX_DELAY_MS = 10_000;

/**
 * Checks the receivers of all events that are on, and returns once they respond as they should. A receiver that was made a
 * moment ago may not be there yet, so connection failures, 404 and 5xx are tried again for a while; anything else fails at once.
 *
 * @throws {@link ReceiverCheckError} for the first event whose receiver does not respond as it should
 */
export async function awaitReceiver(
  settings: Parts,
  aiInterviewId: number,
  {
    subject = `Interview ${aiInterviewId}`,
    log,
    timeoutMs = TIMEOUT_MS,
    retryForMs = RETRY_FOR_MS,
  }: AwaitOptions,
): Promise<void> {
  const giveUpAt = Date.now() + retryForMs;
  for (const event of EVENT_NAMES) {
    const webhook = settings[event];
    if (webhook && (webhook as Partial<typeof webhook>).status !== false) {
      const receiver = { aiInterviewId, event, url: webhook.url, auth: settings.auth, timeoutMs };
      await awaitOne(receiver, giveUpAt, { subject, log });
    }
  }
}

async function awaitOne(
  receiver: DeclaredReceiver,
  giveUpAt: number,
  { subject, log }: Required<Pick<AwaitOptions, "subject" | "log">>,
): Promise<void> {
  for (let delayMs = FIRST_DELAY_MS; ; delayMs = Math.min(2 * delayMs, MAX_DELAY_MS)) {
    const finding = decisive(await checkReceiver(receiver));
    if (!finding) {
      return;
    }
    if (!isTransient(finding.problem) || Date.now() + delayMs > giveUpAt) {
      throw new ReceiverCheckError(subject, finding);
    }
    await log(`${subject}: ${findingText(finding)}; trying again in ${delayMs / 1000} s.`);
    await sleep(delayMs);
  }
}

/**
 * The finding to act on. A receiver that is not there yet responds to every credential in one way, which says nothing about the
 * credentials; where the declared one is accepted, a problem that waiting does not solve comes first.
 */
function decisive(findings: readonly Finding[]): FailedFinding | undefined {
  const failed = findings.filter(hasProblem);
  return (
    failed.find(({ probe }) => probe === "declared") ??
    failed.find(({ problem }) => !isTransient(problem)) ??
    failed[0]
  );
}

type FailedFinding = Finding & { readonly problem: Problem };

function hasProblem(finding: Finding): finding is FailedFinding {
  return finding.problem !== undefined;
}

const CREDENTIALS: Readonly<Record<Probe, string>> = {
  declared: "",
  none: " without a credential",
  wrong: " with a wrong credential",
};

function findingText({ event, probe, response }: Finding): string {
  return `the receiver of ${event} does not respond to a test event${CREDENTIALS[probe]} as it should (${response})`;
}
