import { setTimeout as sleep } from "node:timers/promises";
import { HostJournal, interviewKey, type HostEvent, type KeepingDeclarations } from "./host-journal";
import { OwnFile } from "./own-file";
import type { Look, RunFolder } from "./run-folder";
import type { Auth, PartName } from "../settings/parts";

/** How often a declaration looks whether a delete of its interview has ended. */
const POLL_MS = 50;

/** A delete with the default configuration ends by then: six attempts of 30 s, and 2 min between them. */
const MAX_WAIT_MS = 300_000;

/** What a user does where the processes of a run cannot see each other. */
export const UNSEEN_REMEDY = "Set PULUMI_HOME to a folder that only you can write, on a disk with space left";

/** An interview that the engine checks. */
export interface CheckedInterview {
  readonly aiInterviewId: number;
  /** The resource that declares it, as messages name it; `undefined` where a transform took it away. */
  readonly owner?: string | undefined;
}

/**
 * The declarations and deletes of all hosts of one run. Each `Provider` resource has a host process of its own, and the engine makes a
 * delete in the host of the old one, which sees no `check` of the resource that declares the interview from now on.
 *
 * Each side first notes what it is about to do and then looks at the others, so that of a delete and a declaration at the same
 * moment at least one sees the other.
 */
export class RunJournal {
  private readonly own = new HostJournal();
  private readonly ownFile: OwnFile | undefined;
  private writeProblem: string | undefined;
  private deletesBegun = 0;
  private deletesEnded = 0;
  private hasWaitedLong = false;

  /**
   * @param folder - the folder of the run; `undefined` where no engine runs, and so no other host
   * @param maxWaitMs - how long declarations wait for deletes in all
   */
  constructor(
    private readonly folder: RunFolder | undefined,
    private readonly maxWaitMs = MAX_WAIT_MS,
  ) {
    this.ownFile = folder && new OwnFile(folder);
  }

  /** Notes that the program declares `parts` of each of these interviews for an account, and that the engine is about to apply them. */
  noteChecked(account: string, interviews: readonly CheckedInterview[], parts: readonly PartName[]): void {
    const entries = interviews.map(({ aiInterviewId, owner }) => {
      const interview = interviewKey(account, aiInterviewId);
      return { event: "checked" as const, interview, parts, account, owner };
    });
    this.note(entries);
  }

  /** Notes that the program has a declaration, before the engine looks at it: with `destroy --run-program` it never does. */
  noteAnnounced(account: string, aiInterviewIds: readonly number[], parts: readonly PartName[]): void {
    const interviews = aiInterviewIds.map((each) => interviewKey(account, each));
    this.note(interviews.map((interview) => ({ event: "announced", interview, parts, account })));
  }

  /** Notes that an interview is about to be deleted. @returns a function that notes the end of the delete */
  noteDeleting(account: string, aiInterviewId: number, auth: Auth["type"] | undefined): () => void {
    const id = (this.deletesBegun += 1);
    this.note([{ event: "deleting", id, interview: interviewKey(account, aiInterviewId), auth }]);
    return () => {
      this.deletesEnded += 1;
      this.note([{ event: "deleted", id }]);
    };
  }

  /** The declarations that keep an interview on, and why there may be others; `undefined` where all are in sight. */
  keepingDeclarations(account: string | undefined, aiInterviewId: number, keeping: KeepingDeclarations) {
    const interview = interviewKey(account, aiInterviewId);
    const { journals, problem } = this.look();
    return { declarations: journals.flatMap((each) => each.declarationsOf(interview, keeping)), problem };
  }

  /** Finds the first of these interviews that another resource declares for the same account. */
  findOtherOwner(account: string, interviews: readonly CheckedInterview[]) {
    const { journals } = this.look();
    for (const { aiInterviewId, owner } of interviews) {
      const interview = interviewKey(account, aiInterviewId);
      const other = journals
        .flatMap((journal) => journal.declarationsOf(interview, "checked"))
        .find((each) => each.account === account && each.owner !== undefined && each.owner !== owner)?.owner;
      if (owner !== undefined && other !== undefined) {
        return { aiInterviewId, owner, other };
      }
    }
    return undefined;
  }

  /** Why this process may not see all others of its run; `undefined` where it does. */
  get problem(): string | undefined {
    return this.look().problem;
  }

  /** Those of the interviews of which a delete of any host has sent settings, so that their declarations have to be sent again. */
  deletedAmong(account: string | undefined, aiInterviewIds: readonly number[]): ReadonlySet<number> {
    const { journals } = this.look();
    const isDeleted = (key: string) => journals.some((journal) => journal.deletesOf(key).length > 0);
    return new Set(aiInterviewIds.filter((each) => isDeleted(interviewKey(account, each))));
  }

  /**
   * Waits until no delete of an interview is under way, or for as long as it may: a declaration has the last word.
   *
   * @returns the type of the `auth` that the deletes of the interview kept, in any host of the run
   */
  async settled(account: string, aiInterviewId: number): Promise<Auth["type"] | undefined> {
    const interview = interviewKey(account, aiInterviewId);
    const findDeletes = () => this.look().journals.flatMap((journal) => journal.deletesOf(interview));
    let deletes = findDeletes();
    // Counted without a clock, which may jump.
    let waitedMs = 0;
    while (!this.hasWaitedLong && deletes.some(({ isUnderWay }) => isUnderWay)) {
      await sleep(POLL_MS);
      waitedMs += POLL_MS;
      this.hasWaitedLong ||= waitedMs >= this.maxWaitMs;
      deletes = findDeletes();
    }
    return deletes.findLast(({ auth }) => auth)?.auth;
  }

  /** Takes this host out of the run: the engine that it worked for is gone. A later note puts it back. */
  leave(): void {
    this.ownFile?.remove();
  }

  private note(entries: readonly HostEvent[]): void {
    for (const entry of entries) {
      this.own.add(entry);
    }
    this.writeProblem = this.ownFile?.write(entries, this.deletesBegun > this.deletesEnded);
  }

  private look(): Look {
    if (this.writeProblem !== undefined) {
      // The disk may have space again.
      this.note([]);
    }
    const { journals = [], problem } = this.folder?.look(this.ownFile?.path) ?? {};
    return { journals: [this.own, ...journals], problem: this.writeProblem ?? problem };
  }
}
