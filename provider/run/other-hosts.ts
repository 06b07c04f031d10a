import { HostFileReader, type HostFile } from "./host-file";
import { HostJournal, type HostEvent } from "./host-journal";
import type { RunFolder } from "./run-folder";

/** What a look at the other hosts of the run shows. */
export interface Look {
  readonly journals: readonly HostJournal[];
  /** Why not all of their entries are in sight. */
  readonly problem?: string | undefined;
}

/** A host may end, or rename its file, after the folder was listed. */
const MAX_ATTEMPTS = 5;

/** Reads the journals of the other hosts of a run. */
export class OtherHosts {
  private readonly readers = new Map<string, { reader: HostFileReader; journal: HostJournal }>();

  constructor(private readonly folder: RunFolder) {}

  /**
   * Looks at the hosts that are alive. One that has ended is not among them: what it was about to do will not happen.
   *
   * @param own - this host's file
   */
  look(own: HostFile | undefined, attempts = MAX_ATTEMPTS): Look {
    try {
      return this.lookOnce(own);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return code === "ENOENT" && attempts > 1
        ? this.look(own, attempts - 1)
        : { journals: [], problem: message };
    }
  }

  private lookOnce(own: HostFile | undefined): Look {
    const files = this.folder.otherFiles(own);
    this.closeAllBut(new Set(files.map(({ path }) => path)));
    const journals = files.map(({ path, isIncomplete }) =>
      // Such a file may be cleared, so it is read from its begin.
      isIncomplete ? readWhole(path) : this.readOn(path),
    );
    return files.some(({ isIncomplete }) => isIncomplete)
      ? { journals, problem: "another process of this run could not write its file" }
      : { journals };
  }

  private readOn(path: string): HostJournal {
    const host = this.readers.get(path) ?? { reader: new HostFileReader(path), journal: new HostJournal() };
    this.readers.set(path, host);
    addLines(host.journal, host.reader);
    return host.journal;
  }

  private closeAllBut(paths: ReadonlySet<string>): void {
    for (const [path, { reader }] of this.readers) {
      if (!paths.has(path)) {
        reader.close();
        this.readers.delete(path);
      }
    }
  }
}

function readWhole(path: string): HostJournal {
  const journal = new HostJournal();
  const reader = new HostFileReader(path);
  addLines(journal, reader);
  reader.close();
  return journal;
}

function addLines(journal: HostJournal, reader: HostFileReader): void {
  for (const line of reader.newLines()) {
    try {
      journal.add(JSON.parse(line) as HostEvent);
    } catch {
      // A full disk cut it short, and it comes again.
    }
  }
}
