import type { PartName } from "../settings/parts";

/** An interview, the same in every host of a run: its base URL and its number. The name of an account is no part of it. */
export type InterviewKey = string;

/** The name by which all processes of a run know an interview. */
export function interviewKey(baseUrl: string, aiInterviewId: number): InterviewKey {
  return `${baseUrl} ${aiInterviewId}`;
}

/** The type of an `auth`, which is all that another host learns of it. */
export type AuthType = "basic" | "apikey";

/**
 * One thing that a host is about to do, or has done. Nothing in it is secret. A line may be written twice, so an entry that is
 * added twice changes nothing: each delete has an id, which is unique in its host.
 */
export type HostEvent =
  | {
      event: "checked" | "announced";
      interview: InterviewKey;
      parts: PartName[];
      account: string;
      owner?: string | undefined;
    }
  | { event: "deleting"; id: number; interview: InterviewKey; auth?: AuthType }
  | { event: "deleted"; id: number };

/** The declaration of an interview, as far as the hosts of a run tell each other. */
export interface Declaration {
  readonly parts: readonly PartName[];
  /** The account that the declaration is meant for. */
  readonly account: string;
  /** The resource that makes it, as messages name it. */
  readonly owner?: string | undefined;
}

/** The deletes of an interview by one host. */
export interface Deletes {
  readonly areUnderWay: boolean;
  /** The type of the `auth` that they kept. */
  readonly auth?: AuthType | undefined;
}

/** The declarations and deletes of one host of a run. */
export class HostJournal {
  /** By owner, because the engine may check a resource twice. */
  private readonly checked = new Map<InterviewKey, Map<string | undefined, Declaration>>();
  private readonly announced = new Map<InterviewKey, Declaration>();
  private readonly deletes = new Map<InterviewKey, { ids: Set<number>; auth?: AuthType | undefined }>();
  private readonly begun = new Set<number>();
  private readonly ended = new Set<number>();

  add(entry: HostEvent): void {
    switch (entry.event) {
      case "checked": {
        const { interview, parts, account, owner } = entry;
        const declarations = this.checked.get(interview) ?? new Map<string | undefined, Declaration>();
        this.checked.set(interview, declarations.set(owner, { parts, account, owner }));
        break;
      }
      case "announced":
        this.announced.set(entry.interview, { parts: entry.parts, account: entry.account });
        break;
      case "deleting": {
        const { ids = new Set<number>(), auth } = this.deletes.get(entry.interview) ?? {};
        this.deletes.set(entry.interview, { ids: ids.add(entry.id), auth: entry.auth ?? auth });
        this.begun.add(entry.id);
        break;
      }
      case "deleted":
        this.ended.add(entry.id);
    }
  }

  /** The declarations of an interview that the engine has checked in this host. */
  checkedDeclarations(interview: InterviewKey): Declaration[] {
    return [...(this.checked.get(interview)?.values() ?? [])];
  }

  /** The declaration of an interview that the program has announced, whether the engine will apply it or not. */
  announcedDeclaration(interview: InterviewKey): Declaration | undefined {
    return this.announced.get(interview);
  }

  /** The deletes of an interview so far. */
  deletesOf(interview: InterviewKey): Deletes | undefined {
    const deletes = this.deletes.get(interview);
    return (
      deletes && {
        areUnderWay: [...deletes.ids].some((id) => !this.ended.has(id)),
        auth: deletes.auth,
      }
    );
  }

  /** Whether a delete of any interview is under way. */
  get isDeleting(): boolean {
    return this.begun.size > this.ended.size;
  }
}
