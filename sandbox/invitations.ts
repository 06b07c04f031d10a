import type { EventName } from "./validation";

/** A candidate's way through one interview; a completed one is a result. */
export interface Invitation {
  readonly account: string;
  readonly aiInterviewId: number;
  readonly candidateId: number;
  readonly responseId: number;
  readonly customFieldId: string | undefined;
  inviteStatus: InviteStatus;
  /** Milliseconds since the epoch. */
  lastUpdatedAt: number;
  isDeleted: boolean;
  /** Whether a receiver has accepted its submission event; `undefined` while none was sent or lost. */
  outcome: "delivered" | "lost" | undefined;
}

export type InviteStatus = "Pending" | "Started" | "Completed";

/** Invitations to make. */
export interface InviteOptions {
  /** @default 1 */
  readonly count?: number;
  /** `Completed` makes results of which no event was ever sent. @default "Pending" */
  readonly inviteStatus?: InviteStatus;
  /** When they were last updated, in milliseconds since the epoch. @default now */
  readonly at?: number;
  /** An id of the customer's own, by which a report is found as well. */
  readonly customFieldId?: string;
}

/** The candidate who takes a step, and when. */
export interface StepOptions {
  /** @default the interview's next candidate who can take the step, or a new one */
  readonly responseId?: number;
  /** Milliseconds since the epoch. @default now */
  readonly at?: number;
}

// A fresh sandbox begins with the ids of the documented sample.
const FIRST_CANDIDATE = 7054;
const FIRST_RESPONSE = 6726;

/** The invitations of all accounts. */
export class Invitations {
  private readonly byResponse = new Map<number, Invitation>();
  private readonly byInterview = new Map<string, Invitation[]>();

  /** Invites candidates to an interview. */
  invite(account: string, aiInterviewId: number, options: InviteOptions = {}): Invitation[] {
    const { count = 1, inviteStatus = "Pending", at = Date.now(), customFieldId } = options;
    const list = this.list(account, aiInterviewId);
    return Array.from({ length: count }, () => {
      const invitation: Invitation = {
        account,
        aiInterviewId,
        candidateId: FIRST_CANDIDATE + this.byResponse.size,
        responseId: FIRST_RESPONSE + this.byResponse.size,
        customFieldId,
        inviteStatus,
        lastUpdatedAt: at,
        isDeleted: false,
        outcome: undefined,
      };
      this.byResponse.set(invitation.responseId, invitation);
      list.push(invitation);
      return invitation;
    });
  }

  /** Lets a candidate start or submit the interview. One who did so before stays as is: the event is sent again. */
  advance(account: string, aiInterviewId: number, event: EventName, step: StepOptions): Invitation {
    const invitation =
      step.responseId === undefined
        ? this.nextCandidate(account, aiInterviewId, event)
        : this.require(account, aiInterviewId, step.responseId);
    const { inviteStatus } = invitation;
    if (inviteStatus === "Pending" || (inviteStatus === "Started" && event === "submission")) {
      invitation.inviteStatus = event === "start" ? "Started" : "Completed";
      invitation.lastUpdatedAt = step.at ?? Date.now();
    }
    return invitation;
  }

  /** The invitations to one interview, the first one first. */
  list(account: string, aiInterviewId: number): Invitation[] {
    const key = `${aiInterviewId} ${account}`;
    const list = this.byInterview.get(key) ?? [];
    this.byInterview.set(key, list);
    return list;
  }

  /** Every invitation, the first one first. */
  all(): Iterable<Invitation> {
    return this.byResponse.values();
  }

  find(account: string, responseId: number | undefined): Invitation | undefined {
    const found = this.byResponse.get(responseId ?? NaN);
    return found?.account === account ? found : undefined;
  }

  findByCustomField(account: string, customFieldId: string | undefined): Invitation | undefined {
    return [...this.byResponse.values()].find(
      (each) =>
        customFieldId !== undefined && each.account === account && each.customFieldId === customFieldId,
    );
  }

  /** @throws Error where the interview has no such response */
  require(account: string, aiInterviewId: number, responseId: number): Invitation {
    const found = this.find(account, responseId);
    if (found?.aiInterviewId !== aiInterviewId) {
      throw new Error(`Interview ${aiInterviewId} has no response ${responseId}.`);
    }
    return found;
  }

  private nextCandidate(account: string, aiInterviewId: number, event: EventName): Invitation {
    const list = this.list(account, aiInterviewId);
    const withStatus = (status: InviteStatus) => list.find(({ inviteStatus }) => inviteStatus === status);
    const next = (event === "submission" && withStatus("Started")) || withStatus("Pending");
    return next ?? (this.invite(account, aiInterviewId)[0] as Invitation);
  }
}
