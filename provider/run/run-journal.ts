import { setTimeout as sleep } from "node:timers/promises";
import {
  HostJournal,
  type AuthType,
  type Declaration,
  type Deletes,
  type HostEvent,
  type InterviewKey,
} from "./host-journal";
import { HostFileReader, type HostFile, type RunFolder } from "./run-folder";
import type { PartName } from "../settings/parts";

/** How often a declaration looks whether a delete of its interview in another host has ended. */
const POLL_MS = 50;

/**
 * The declarations and deletes of all hosts of one run. Each `Provider` resource has a host process of its own, and the engine makes a
 * delete in the host of the old one, which sees no `check` of the resource that declares the interview from now on.
 *
 * Each side first notes what it is about to do and then looks at the others, so that of a delete and a declaration at the same
 * moment at least one sees the other. Where files cannot be had, a host knows its own declarations only.
 */
export class RunJournal {
  private readonly own = new HostJournal();
  private readonly others = new Map<string, { reader: HostFileReader; record: HostJournal }>();
  private readonly entries: HostEvent[] = [];
  private written = 0;
  private file: HostFile | undefined;
  private hasReported = false;

  /**
   * @param folder - where the files of the run are; `undefined` where the engine's address is unknown
   * @param onUnavailable - is told once why the other hosts cannot be seen
   */
  constructor(
    private readonly folder: RunFolder | undefined,
    private readonly onUnavailable: (reason: string) => void,
  ) {}

  /** Notes that the program declares `parts` of each of these interviews for an account, and that the engine is about to apply them. */
  noteChecked(interviews: Iterable<InterviewKey>, parts: Iterable<PartName>, account: string): void {
    const names = [...parts];
    this.note(
      ...[...interviews].map((interview): HostEvent => ({
        event: "checked",
        interview,
        parts: names,
        account,
      })),
    );
  }

  /** Notes that the program has a declaration, before the engine looks at it: with `destroy --run-program` it never does. */
  noteAnnounced(interview: InterviewKey, parts: Iterable<PartName>, account: string): void {
    this.note({ event: "announced", interview, parts: [...parts], account });
  }

  /** Notes that an interview is about to be deleted. @returns a function that notes the end of the delete */
  noteDeleting(interview: InterviewKey, auth: AuthType | undefined): () => void {
    this.note({ event: "deleting", interview, ...(auth && { auth }) });
    return () => {
      this.note({ event: "deleted", interview });
    };
  }

  /** The declarations of an interview that the engine has checked, by all hosts of the run. */
  checkedDeclarations(interview: InterviewKey): Declaration[] {
    return this.records().flatMap((record) => record.checkedDeclaration(interview) ?? []);
  }

  /** The declarations of an interview that the program has announced, as far as it has come. */
  announcedDeclarations(interview: InterviewKey): Declaration[] {
    return this.records().flatMap((record) => record.announcedDeclaration(interview) ?? []);
  }

  /** Those of the interviews that any host of the run deletes or has deleted. */
  deletedAmong<Interview>(
    interviews: readonly Interview[],
    keyOf: (each: Interview) => InterviewKey,
  ): Interview[] {
    const records = this.records();
    return interviews.filter((each) => records.some((record) => record.deletesOf(keyOf(each))));
  }

  /**
   * Waits until no delete of an interview is under way: a declaration has the last word.
   *
   * @returns the type of the `auth` that the deletes of the interview kept, in any host of the run
   */
  async settled(interview: InterviewKey): Promise<AuthType | undefined> {
    let deletes = this.deletesOf(interview);
    while (deletes.some(({ underWay }) => underWay > 0)) {
      await sleep(POLL_MS);
      deletes = this.deletesOf(interview);
    }
    return deletes.find((each) => each.auth)?.auth;
  }

  /** Takes this host out of the run: the engine that it worked for is gone. A later note puts it back. */
  withdraw(): void {
    this.file?.remove();
    this.file = undefined;
    this.written = 0;
  }

  private deletesOf(interview: InterviewKey): Deletes[] {
    return this.records().flatMap((record) => record.deletesOf(interview) ?? []);
  }

  private note(...entries: HostEvent[]): void {
    for (const entry of entries) {
      this.own.add(entry);
      this.entries.push(entry);
    }
    this.withFolder((folder) => {
      this.file ??= folder.createFile();
      // Also the entries that a full disk has held back before.
      const unwritten = this.entries.slice(this.written);
      this.file.append(unwritten.map((entry) => JSON.stringify(entry)).join("\n"));
      this.written = this.entries.length;
    });
  }

  /** A host that has ended is not among them: what it was about to do will not happen. */
  private records(): HostJournal[] {
    const records = [this.own];
    this.withFolder((folder) => {
      for (const path of folder.otherFiles(this.file?.path)) {
        const { reader, record } = this.others.get(path) ?? {
          reader: new HostFileReader(path),
          record: new HostJournal(),
        };
        this.others.set(path, { reader, record });
        const lines = reader.newLines();
        lines?.flatMap(eventOf).forEach((entry) => {
          record.add(entry);
        });
        if (lines) {
          records.push(record);
        }
      }
    });
    return records;
  }

  private withFolder(work: (folder: RunFolder) => void): void {
    if (!this.folder) {
      return;
    }
    try {
      work(this.folder);
    } catch (error) {
      if (!this.hasReported) {
        this.hasReported = true;
        this.onUnavailable((error as Error).message);
      }
    }
  }
}

/** Nothing for a line that a full disk cut short. */
function eventOf(line: string): HostEvent | [] {
  try {
    return JSON.parse(line) as HostEvent;
  } catch {
    return [];
  }
}
