import { exchangeFailureText } from "../api/http/failure";
import { credentialHeaders, isOn, wrongCredential } from "./credential-headers";
import { isUnreachable, problemOf, type Probe } from "./problem";
import type { Problem } from "./remedies";
import { sendEvent, type ReceiverResponse } from "./send-event";
import { largeTestEvent, TEST_EVENT_HEADER, testEvent } from "./test-event";
import type { Auth, EventName } from "../settings/parts";

/** A receiver, as one event of a declaration names it. */
export interface DeclaredReceiver {
  readonly aiInterviewId: number;
  readonly event: EventName;
  /** An absolute http or https URL. */
  readonly url: string;
  /** The declared credential; one that is off counts as none. */
  readonly auth?: Auth | undefined;
  /** How long one response may take, its body included, in milliseconds. */
  readonly timeoutMs: number;
  /** Leaves out the test event of a submission's size. */
  readonly small?: boolean | undefined;
}

/** How a receiver responded to one test event. It holds nothing of the request, and no text of the response. */
export interface Finding {
  readonly event: EventName;
  readonly probe: Probe;
  /** `HTTP 204`, or why there was no response. */
  readonly response: string;
  /** The status code, if there was a response. */
  readonly status?: number;
  readonly durationMs: number;
  /** Absent where the receiver responded as it should. */
  readonly problem?: Problem;
}

/**
 * Sends test events to a receiver, one after another, and judges its responses. The first has the declared credential; a receiver that
 * it does not reach gets no other. A receiver of `submission` that accepts it gets one of a real submission's size. Where a credential
 * is declared, the last two have none and a wrong one.
 */
export async function verifyReceiver(receiver: DeclaredReceiver): Promise<Finding[]> {
  const { auth, event, small = false } = receiver;
  const declared = isOn(auth) ? credentialHeaders(auth) : {};
  const { finding, response } = await probe(receiver, "declared", declared);
  const findings = [finding];
  if (isUnreachable(response)) {
    return findings;
  }
  if (event === "submission" && !small && !finding.problem) {
    findings.push((await probe(receiver, "large", declared)).finding);
  }
  if (isOn(auth)) {
    findings.push((await probe(receiver, "none", {})).finding);
    findings.push((await probe(receiver, "wrong", credentialHeaders(wrongCredential(auth)))).finding);
  }
  return findings;
}

async function probe(
  { event, aiInterviewId, url, auth, timeoutMs }: DeclaredReceiver,
  probe: Probe,
  headers: Readonly<Record<string, string>>,
): Promise<{ response: ReceiverResponse; finding: Finding }> {
  const body = probe === "large" ? largeTestEvent(aiInterviewId) : testEvent(event, aiInterviewId);
  const response = await sendEvent({
    url,
    headers: { [TEST_EVENT_HEADER]: "true", ...headers },
    body: JSON.stringify(body),
    timeoutMs,
  });
  const problem = problemOf(probe, response, isOn(auth));
  const finding = {
    event,
    probe,
    response: responseText(response),
    ...(response.kind === "response" && { status: response.status }),
    durationMs: response.durationMs,
    ...(problem && { problem }),
  };
  return { response, finding };
}

/** How a receiver responded, for people. */
export function responseText(response: ReceiverResponse): string {
  switch (response.kind) {
    case "response":
      return `HTTP ${response.status}`;
    case "invalid-url":
    case "invalid-proxy":
      return response.text;
    default:
      return exchangeFailureText(response);
  }
}
