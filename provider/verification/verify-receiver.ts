import { withAnyCredential, withoutCredential } from "../settings/credentials";
import type { Auth, EventName } from "../settings/parts";
import { problemOf, type Probe, type Problem } from "./problem";
import { credentialHeaders, responseText, sendEvent, type OutgoingEvent } from "./send-event";
import { largeTestEvent, TEST_EVENT_HEADER, testEvent } from "./test-event";

/** A receiver, as one event of a declaration names it. */
export interface DeclaredReceiver extends Pick<OutgoingEvent, "url" | "timeoutMs"> {
  readonly aiInterviewId: number;
  readonly event: EventName;
  /** The declared credential; one that is off counts as none. */
  readonly auth?: Auth | undefined;
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
  const { event, small } = receiver;
  const auth = receiver.auth?.status ? receiver.auth : undefined;
  const first = await sendProbe(receiver, "declared", auth);
  const findings = [first];
  if (first.status === undefined) {
    return findings;
  }
  if (event === "submission" && !small && !first.problem) {
    findings.push(await sendProbe(receiver, "large", auth));
  }
  if (auth) {
    findings.push(await sendProbe(receiver, "none"));
    findings.push(await sendProbe(receiver, "wrong", withAnyCredential(withoutCredential(auth))));
  }
  return findings;
}

async function sendProbe(receiver: DeclaredReceiver, probe: Probe, auth?: Auth): Promise<Finding> {
  const { event, aiInterviewId, url, timeoutMs } = receiver;
  const body = probe === "large" ? largeTestEvent(aiInterviewId) : testEvent(event, aiInterviewId);
  const response = await sendEvent({
    url,
    headers: { [TEST_EVENT_HEADER]: "true", ...(auth && credentialHeaders(auth)) },
    body: JSON.stringify(body),
    timeoutMs,
  });
  const problem = problemOf(probe, response, auth !== undefined);
  return {
    event,
    probe,
    response: responseText(response),
    ...(response.kind === "response" && { status: response.status }),
    durationMs: response.durationMs,
    ...(problem && { problem }),
  };
}
