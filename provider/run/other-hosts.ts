import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { isOwn } from "./find-folder";
import { HostJournal, type HostEvent } from "./host-journal";
import { INCOMPLETE, type RunFolder } from "./run-folder";

/** What a look at the other hosts of the run shows. */
export interface Look {
  readonly journals: readonly HostJournal[];
  /** Why not all of their entries are in sight. */
  readonly problem: string | undefined;
}

/** A host may end, or rename its file, after the folder was listed. */
const MAX_ATTEMPTS = 5;

const INCOMPLETE_PROBLEM = "another process of this run could not write its file";

/** Windows has neither flag. A link is not followed, and a pipe does not block. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;

/** Reads the journals of the other hosts of a run. */
export class OtherHosts {
  /** By the path of their file, which is read up to a position. */
  private readonly hosts = new Map<string, { journal: HostJournal; position: number }>();

  constructor(private readonly folder: RunFolder) {}

  /**
   * Looks at the hosts that are alive. One that has ended is not among them: what it was about to do will not happen.
   *
   * @param own - the path of this host's file
   */
  look(own: string | undefined, attempts = MAX_ATTEMPTS): Look {
    try {
      const paths = this.folder.otherFiles(own);
      const journals = paths.map((path) => this.readOn(path));
      return { journals, problem: paths.some(isIncomplete) ? INCOMPLETE_PROBLEM : undefined };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return code === "ENOENT" && attempts > 1
        ? this.look(own, attempts - 1)
        : { journals: [], problem: message };
    }
  }

  /** Reads the lines since the last call. A line that is not complete yet comes with a later call. */
  private readOn(path: string): HostJournal {
    const known = this.hosts.get(path);
    // An incomplete file may be cut, so it is read from its begin.
    const host = known && !isIncomplete(path) ? known : { journal: new HostJournal(), position: 0 };
    this.hosts.set(path, host);
    const bytes = readFrom(host.position, path);
    const end = bytes.lastIndexOf("\n") + 1;
    host.position += end;
    for (const line of bytes.toString("utf8", 0, end).split("\n")) {
      addLine(host.journal, line);
    }
    return host.journal;
  }
}

function isIncomplete(path: string): boolean {
  return path.endsWith(INCOMPLETE);
}

/** @throws an error where the file is a link, no file, or another user's */
function readFrom(position: number, path: string): Buffer {
  const descriptor = openSync(path, constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    if (!stats.isFile() || !isOwn(stats)) {
      throw new Error(`${path} belongs to another user or is no file`);
    }
    const bytes = Buffer.alloc(stats.size - position);
    readSync(descriptor, bytes, 0, bytes.length, position);
    return bytes;
  } finally {
    closeSync(descriptor);
  }
}

function addLine(journal: HostJournal, line: string): void {
  try {
    journal.add(JSON.parse(line) as HostEvent);
  } catch {
    // Empty, or cut short by a full disk: then it comes again.
  }
}
