import type { ApiState } from "../decision";
import { callText, settingsText } from "../call-line";
import type { SentEvent } from "../deliveries";
import type { Fault } from "../faults";
import type { Invitation } from "../invitations";
import { masked } from "../masking";
import type { RecordedRequest } from "../requests";
import { FAKE_API_KEY } from "../sandbox";
import type { Simulation } from "../simulation";
import type { WebhookSettings } from "../validation";

const MAX_INTERVIEWS = 100;
const MAX_CANDIDATES = 8;
const MAX_LINES = 12;

/** What the page shows, without any secret. */
export function viewOf({ sandbox, state, events }: Simulation): unknown {
  const interviews = interviewsOf(state);
  return {
    // A key of the user's own is left out.
    apiKey: sandbox.apiKey === FAKE_API_KEY ? FAKE_API_KEY : null,
    interviews: interviews.slice(0, MAX_INTERVIEWS).map(viewInterview),
    hidden: Math.max(0, interviews.length - MAX_INTERVIEWS),
    faults: state.faults.all().map(({ fault, left }) => ({ text: faultText(fault), left })),
    events: newest(events, MAX_LINES).map(viewEvent),
    calls: newest(sandbox.requests, MAX_LINES).map(viewCall),
  };
}

/** An interview that has settings, candidates or both. */
interface Interview {
  readonly account: string;
  readonly aiInterviewId: number;
  settings: WebhookSettings;
  readonly invitations: Invitation[];
}

function interviewsOf({ store, invitations }: ApiState): Interview[] {
  const found = new Map<string, Interview>();
  const interviewOf = (account: string, aiInterviewId: number): Interview => {
    const key = `${aiInterviewId} ${account}`;
    const interview = found.get(key) ?? { account, aiInterviewId, settings: {}, invitations: [] };
    found.set(key, interview);
    return interview;
  };
  for (const [account, interviews] of store.all()) {
    for (const [aiInterviewId, settings] of interviews) {
      interviewOf(account, aiInterviewId).settings = settings;
    }
  }
  for (const invitation of invitations.all()) {
    interviewOf(invitation.account, invitation.aiInterviewId).invitations.push(invitation);
  }
  return [...found.values()].sort((a, b) => a.aiInterviewId - b.aiInterviewId);
}

function viewInterview({ account, aiInterviewId, settings, invitations }: Interview): unknown {
  const count = (matches: (invitation: Invitation) => boolean): number => invitations.filter(matches).length;
  return {
    account,
    aiInterviewId,
    settings: masked(settings),
    counts: {
      all: invitations.length,
      completed: count(({ inviteStatus }) => inviteStatus === "Completed"),
      delivered: count(({ outcome }) => outcome === "delivered"),
      lost: count(({ outcome }) => outcome === "lost"),
    },
    candidates: newest(invitations, MAX_CANDIDATES).map(
      ({ responseId, inviteStatus, lastUpdatedAt, outcome, isDeleted }) => ({
        responseId,
        inviteStatus,
        lastUpdatedAt,
        outcome,
        isDeleted,
      }),
    ),
  };
}

function viewEvent({ at, event, aiInterviewId, responseId, status = 0, reason }: SentEvent): unknown {
  return {
    at,
    text: `${event} of interview ${aiInterviewId}, response ${responseId}${reason === undefined ? "" : `. ${reason}`}`,
    outcome: reason === undefined ? `HTTP ${status}` : "lost",
    isGood: status >= 200 && status < 300,
  };
}

function viewCall(request: RecordedRequest): unknown {
  const { at, response } = request;
  const settings = settingsText(request);
  return {
    at,
    text: `${callText(request)}${settings && `: ${settings}`}`,
    outcome: String(response),
    isGood: typeof response === "number" && response < 300,
  };
}

/** The fields of a fault, without the texts in it that may hold anything. */
function faultText(fault: Fault): string {
  return Object.entries(fault)
    .filter(([name]) => name !== "times")
    .map(([name, value]) =>
      typeof value === "number" || name === "path" || name === "drop" ? `${name} ${value}` : name,
    )
    .join(", ");
}

function newest<T>(list: readonly T[], count: number): T[] {
  return list.slice(-count).reverse();
}
