import type { Log } from "../../provider/api/call";
import { concurrently } from "../../provider/concurrently";
import {
  responseText,
  sendEvent,
  type OutgoingEvent,
  type ReceiverResponse,
} from "../../provider/verification/send-event";
import type { Journal } from "./journal";
import { readResult } from "./read-result";
import type { Receiver, Result, Target } from "./result";

/** The most results that are under way at once: each is a report in memory. */
export const MAX_AT_ONCE = 10;
/** A receiver that has failed so often in a row would refuse the others as well. */
const FAILURES_IN_A_ROW = 5;

/** The header by which a receiver tells a recovered event from one that the vendor sent. */
const RECOVERED_HEADER = "X-Xobin-Recovered";

/** How results are delivered. */
export interface DeliveryOptions {
  /** How many results one receiver gets at once. */
  readonly concurrency: number;
  /** How long a receiver may take for one, in milliseconds. */
  readonly timeoutMs: number;
  readonly journal: Pick<Journal, "append" | "problem"> | undefined;
  readonly log: Log;
  readonly onProgress: (text: string) => void;
}

/** A result that is to be delivered. */
interface Missing extends Result {
  readonly target: Target;
  readonly responseId: number;
}

/**
 * Delivers the missing results, each receiver's oldest first and receivers side by side, and returns all results in the order of
 * the plan. A result that is refused keeps no other back.
 */
export async function deliverMissing(
  results: readonly Result[],
  options: DeliveryOptions,
): Promise<Result[]> {
  const missing = results.filter(isDeliverable);
  const outcomes = new Map<Result, Result>();
  let done = 0;
  const receiversAtOnce = Math.max(1, Math.floor(MAX_AT_ONCE / options.concurrency));
  await concurrently(byReceiver(missing), receiversAtOnce, async (part) => {
    await deliverPart(part, options, (result, outcome) => {
      outcomes.set(result, outcome);
      options.onProgress(`Delivering results: ${(done += 1)} of ${missing.length}`);
    });
  });
  return results.map((result) => outcomes.get(result) ?? result);
}

function isDeliverable(result: Result): result is Missing {
  return result.status === "missing" && result.target !== undefined && result.responseId !== undefined;
}

function byReceiver(missing: readonly Missing[]): Missing[][] {
  const parts = new Map<string, Missing[]>();
  for (const result of missing) {
    const key = JSON.stringify(result.target.receiver);
    const part = parts.get(key);
    if (part) {
      part.push(result);
    } else {
      parts.set(key, [result]);
    }
  }
  return [...parts.values()];
}

/** Delivers the results of one receiver, until too many in a row have failed. */
async function deliverPart(
  part: readonly Missing[],
  options: DeliveryOptions,
  onOutcome: (result: Missing, outcome: Result) => void,
): Promise<void> {
  const { concurrency, journal } = options;
  const oldestFirst = [...part].sort((one, other) => (one.completedAt ?? 0) - (other.completedAt ?? 0));
  let failuresInARow = 0;
  let end = part[0]?.target.receiver.problem;
  await concurrently(oldestFirst, concurrency, async (result) => {
    const reason = journal?.problem === undefined ? end : "the journal cannot be written";
    if (reason !== undefined) {
      onOutcome(result, { ...result, status: "not-sent", reason });
      return;
    }
    const outcome = await deliver(result, options);
    if (outcome.status === "accepted") {
      failuresInARow = 0;
      journal?.append(result.responseId);
    } else if (outcome.status === "refused" && (failuresInARow += 1) === FAILURES_IN_A_ROW) {
      end = `its receiver refused ${FAILURES_IN_A_ROW} results in a row, the last with ${outcome.reason ?? ""}`;
    }
    onOutcome(result, { ...result, ...outcome });
  });
}

async function deliver(
  { target, responseId }: Missing,
  { timeoutMs, log }: DeliveryOptions,
): Promise<Pick<Result, "status" | "reason">> {
  const aiInterviewIds = new Set([target.aiInterviewId]);
  const result = await readResult(target.api, { responseId, aiInterviewIds }, log);
  return "bytes" in result ? await send(target.receiver, result.bytes, timeoutMs) : result;
}

/** Sends an event by a connection that is kept for the next one, and once more where the receiver has closed the kept one. */
async function sendKept(event: OutgoingEvent): Promise<ReceiverResponse> {
  const response = await sendEvent(event);
  return response.kind === "connection" && response.isKept ? sendKept(event) : response;
}

async function send(
  { url, headers }: Receiver,
  body: Buffer,
  timeoutMs: number,
): Promise<Pick<Result, "status" | "reason">> {
  const response = await sendKept({
    url,
    headers: { [RECOVERED_HEADER]: "true", ...headers },
    body,
    timeoutMs,
    keepAlive: true,
  });
  const reason = responseText(response);
  if (response.kind !== "response" || response.status < 200 || response.status > 299) {
    return { status: "refused", reason };
  }
  // A login page, or the page of another host: nothing has stored the result.
  const page = response.body.toString();
  return /^\s*</.test(page) && /<(!doctype html|html|head|body)\b/i.test(page)
    ? { status: "refused", reason: `${reason} with a web page` }
    : { status: "accepted", reason };
}
