import { exchangeFailureText } from "../api/http/failure";
import { credentialHeaders, isOn, wrongCredential } from "./credential-headers";
import { isUnreachable, problemOf, type Probe, type Problem } from "./problem";
import { sendEvent, type ReceiverResponse } from "./send-event";
import { TEST_EVENT_HEADER, testEvent, type EventName } from "./test-event";
import type { Auth } from "../settings/parts";

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
 * Sends test events to a receiver and judges its responses: with the declared credential, and where one is declared, without
 * one and with a wrong one. They go one after another; a receiver that cannot be reached gets the first only.
 */
export async function checkReceiver(receiver: DeclaredReceiver): Promise<Finding[]> {
  const { auth } = receiver;
  const hasCredential = isOn(auth);
  const declared = await probe(receiver, "declared", hasCredential ? credentialHeaders(auth) : {});
  if (!hasCredential || isUnreachable(declared.response)) {
    return [declared.finding];
  }
  const none = await probe(receiver, "none", {});
  const wrong = await probe(receiver, "wrong", credentialHeaders(wrongCredential(auth)));
  return [declared.finding, none.finding, wrong.finding];
}

async function probe(
  { event, aiInterviewId, url, auth, timeoutMs }: DeclaredReceiver,
  probe: Probe,
  headers: Readonly<Record<string, string>>,
): Promise<{ response: ReceiverResponse; finding: Finding }> {
  const response = await sendEvent({
    url,
    headers: { [TEST_EVENT_HEADER]: "true", ...headers },
    body: JSON.stringify(testEvent(event, aiInterviewId)),
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
    case "invalid-proxy":
      return response.text;
    default:
      return exchangeFailureText(response);
  }
}
