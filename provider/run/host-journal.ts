import type { PartName } from "../settings/parts";

/** An interview, the same in every host of a run: its base URL and its number. The name of an account is no part of it. */
export type InterviewKey = string;

/** The name by which all processes of a run know an interview. */
export function interviewKey(baseUrl: string, aiInterviewId: number): InterviewKey {
  return `${baseUrl} ${aiInterviewId}`;
}

/** The type of an `auth`, which is all that another host learns of it. */
export type AuthType = "basic" | "apikey";

/** One thing that a host is about to do, or has done. Nothing in it is secret. */
export type HostEvent =
  | { event: "checked" | "announced"; interview: InterviewKey; parts: PartName[]; account: string }
  | { event: "deleting"; interview: InterviewKey; auth?: AuthType }
  | { event: "deleted"; interview: InterviewKey };

/** The declaration of an interview, as far as the hosts of a run tell each other. */
export interface Declaration {
  readonly parts: readonly PartName[];
  /** The account that the declaration is meant for. */
  readonly account: string;
}

/** The deletes of an interview by one host: how many are under way, and which `auth` they kept. */
export interface Deletes {
  readonly underWay: number;
  readonly auth?: AuthType;
}

/** The declarations and deletes of one host of a run. */
export class HostJournal {
  private readonly declarations = {
    checked: new Map<InterviewKey, Declaration>(),
    announced: new Map<InterviewKey, Declaration>(),
  };
  private readonly deletes = new Map<InterviewKey, Deletes>();

  add(entry: HostEvent): void {
    const { interview } = entry;
    const { underWay = 0, ...known } = this.deletes.get(interview) ?? {};
    switch (entry.event) {
      case "checked":
      case "announced":
        this.declarations[entry.event].set(interview, { parts: entry.parts, account: entry.account });
        break;
      case "deleting":
        this.deletes.set(interview, {
          ...known,
          ...(entry.auth && { auth: entry.auth }),
          underWay: underWay + 1,
        });
        break;
      case "deleted":
        this.deletes.set(interview, { ...known, underWay: underWay - 1 });
    }
  }

  /** The declaration of an interview that the engine has checked; `undefined` where this host has none. */
  checkedDeclaration(interview: InterviewKey): Declaration | undefined {
    return this.declarations.checked.get(interview);
  }

  /** The declaration of an interview that the program has announced, whether the engine will apply it or not. */
  announcedDeclaration(interview: InterviewKey): Declaration | undefined {
    return this.declarations.announced.get(interview);
  }

  /** The deletes of an interview so far. */
  deletesOf(interview: InterviewKey): Deletes | undefined {
    return this.deletes.get(interview);
  }
}
