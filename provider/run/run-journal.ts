import { setTimeout as sleep } from "node:timers/promises";
import {
  HostJournal,
  type AuthType,
  type Declaration,
  type Deletes,
  type HostEvent,
  type InterviewKey,
} from "./host-journal";
import { HostWriter } from "./host-writer";
import { OtherHosts, type Look } from "./other-hosts";
import type { RunFolder } from "./run-folder";
import type { PartName } from "../settings/parts";

/** How often a declaration looks whether a delete of its interview has ended. */
const POLL_MS = 50;

/** A delete with the default configuration ends by then: six attempts of 30 s, and 2 min between them. */
const MAX_WAIT_MS = 300_000;

/** What a user does where the processes of a run cannot see each other. */
export const UNSEEN_REMEDY = "Set PULUMI_HOME to a folder that only you can write, on a disk with space left";

/**
 * Which declarations keep an interview on. `checked`: only those that the engine has checked. A delete runs after all checks, and
 * `destroy --run-program` announces interviews without checking them. `announced`: also those that the program has announced. An
 * update runs between checks.
 */
export type KeepingDeclarations = "checked" | "announced";

/** An interview that the engine checks. */
export interface CheckedInterview {
  readonly interview: InterviewKey;
  /** The resource that declares it, as messages name it; `undefined` where a transform took it away. */
  readonly owner?: string | undefined;
}

/** The declarations of an interview, by all hosts of the run. */
export interface Declarations {
  readonly declarations: readonly Declaration[];
  /** Why there may be others; `undefined` where all are in sight. */
  readonly problem: string | undefined;
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
  private readonly others: OtherHosts | undefined;
  private readonly writer: HostWriter | undefined;
  private readonly folderProblem: string | undefined;
  private writeProblem: string | undefined;
  private deletes = 0;
  private hasWaitedLong = false;

  /**
   * @param folder - the folder of the run, or why there is none; `undefined` where no engine runs, and so no other host
   * @param maxWaitMs - how long declarations wait for deletes in all
   */
  constructor(
    folder: RunFolder | { problem: string } | undefined,
    private readonly maxWaitMs = MAX_WAIT_MS,
  ) {
    if (folder && "problem" in folder) {
      this.folderProblem = folder.problem;
    } else if (folder) {
      this.others = new OtherHosts(folder);
      this.writer = new HostWriter(folder);
    }
  }

  /** Notes that the program declares `parts` of each of these interviews for an account, and that the engine is about to apply them. */
  noteChecked(interviews: readonly CheckedInterview[], parts: Iterable<PartName>, account: string): void {
    const names = [...parts];
    this.note(
      interviews.map(({ interview, owner }) => ({
        event: "checked",
        interview,
        parts: names,
        account,
        owner,
      })),
    );
  }

  /** Notes that the program has a declaration, before the engine looks at it: with `destroy --run-program` it never does. */
  noteAnnounced(interviews: readonly InterviewKey[], parts: Iterable<PartName>, account: string): void {
    const names = [...parts];
    this.note(interviews.map((interview) => ({ event: "announced", interview, parts: names, account })));
  }

  /** Notes that an interview is about to be deleted. @returns a function that notes the end of the delete */
  noteDeleting(interview: InterviewKey, auth: AuthType | undefined): () => void {
    const id = (this.deletes += 1);
    this.note([{ event: "deleting", id, interview, ...(auth && { auth }) }]);
    return () => {
      this.note([{ event: "deleted", id }]);
    };
  }

  /** The declarations that keep an interview on. */
  keepingDeclarations(interview: InterviewKey, keeping: KeepingDeclarations): Declarations {
    const { journals, problem } = this.look();
    const declarations = journals.flatMap((journal) => [
      journal.checkedDeclarations(interview),
      (keeping === "announced" && journal.announcedDeclaration(interview)) || [],
    ]);
    return { declarations: declarations.flat(), problem };
  }

  /** Finds the first of these interviews that another resource declares for the same account. */
  findOtherOwner<Interview extends CheckedInterview>(
    interviews: readonly Interview[],
    account: string,
  ): (Interview & { owner: string; other: string }) | undefined {
    const { journals } = this.look();
    for (const each of interviews) {
      const { interview, owner } = each;
      const [other] = journals
        .flatMap((journal) => journal.checkedDeclarations(interview))
        .filter((declaration) => declaration.account === account && declaration.owner !== owner)
        .flatMap((declaration) => declaration.owner ?? []);
      if (owner !== undefined && other !== undefined) {
        return { ...each, owner, other };
      }
    }
    return undefined;
  }

  /** Why this process may not see all others of its run; `undefined` where it does. */
  get problem(): string | undefined {
    return this.look().problem;
  }

  /** Those of the interviews that any host of the run deletes or has deleted. */
  deletedAmong<Interview>(
    interviews: readonly Interview[],
    keyOf: (each: Interview) => InterviewKey,
  ): Interview[] {
    const { journals } = this.look();
    return interviews.filter((each) => journals.some((journal) => journal.deletesOf(keyOf(each))));
  }

  /**
   * Waits until no delete of an interview is under way, or for as long as it may: a declaration has the last word.
   *
   * @returns the type of the `auth` that the deletes of the interview kept, in any host of the run
   */
  async settled(interview: InterviewKey): Promise<AuthType | undefined> {
    let deletes = this.deletesOf(interview);
    // Counted without a clock, which may jump.
    for (
      let waitedMs = 0;
      deletes.some((each) => each.areUnderWay) && !this.hasWaitedLong;
      waitedMs += POLL_MS
    ) {
      this.hasWaitedLong = waitedMs >= this.maxWaitMs;
      await sleep(POLL_MS);
      deletes = this.deletesOf(interview);
    }
    return deletes.find((each) => each.auth)?.auth;
  }

  /** Takes this host out of the run: the engine that it worked for is gone. A later note puts it back. */
  leave(): void {
    this.writer?.remove();
  }

  private deletesOf(interview: InterviewKey): Deletes[] {
    return this.look().journals.flatMap((journal) => journal.deletesOf(interview) ?? []);
  }

  private note(entries: readonly HostEvent[]): void {
    for (const entry of entries) {
      this.own.add(entry);
    }
    this.writeProblem = this.writer?.write(entries, this.own.isDeleting);
  }

  private look(): Look {
    if (this.writeProblem !== undefined) {
      // The disk may have space again.
      this.note([]);
    }
    const { journals = [], problem } = this.others?.look(this.writer?.currentFile) ?? {};
    const problems = [this.folderProblem, this.writeProblem, problem];
    return { journals: [this.own, ...journals], problem: problems.find((each) => each !== undefined) };
  }
}
