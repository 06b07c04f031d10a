import { createHash, randomBytes } from "node:crypto";
import { closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isOwn } from "./find-folder";
import { HostJournal, type HostEvent } from "./host-journal";
import { findStart, MACHINE } from "./processes";

/** The end of a file's name whose host has noted more than it could write. */
export const INCOMPLETE = ".incomplete";

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

const STALE_AFTER_MS = 7 * 24 * 60 * 60 * 1000;

/** All zeros where the machine has no name of its own. */
const MACHINE_PREFIX = MACHINE ?? "0".repeat(16);
const FILE_NAME = /^([0-9a-f]{16})-([0-9a-f]{16})-(\d+)-(\d+)-[0-9a-f]{8}\.jsonl(\.incomplete)?$/;

/** The files of the hosts of one run, one append-only file for each. */
export class RunFolder {
  private readonly run: string;
  /** The journals of other hosts, by the path of their file, which is read up to a position. */
  private readonly hosts = new Map<string, { journal: HostJournal; position: number }>();

  /**
   * @param found - the folder, which is the user's own and private; or why there is none, which `createFile` throws
   * @param engineAddress - all hosts of a run are started with it, and no two engines of a machine have it at once
   */
  constructor(
    private readonly found: string | Error,
    engineAddress: string,
  ) {
    this.run = createHash("sha256").update(engineAddress).digest("hex").slice(0, 16);
  }

  /** Creates this host's file, and removes what hosts that were killed have left. */
  createFile(): { path: string; descriptor: number } {
    const path = this.newPath();
    const descriptor = openSync(path, "ax", 0o600);
    this.removeLeftovers(lstatSync(path).mtimeMs);
    return { path, descriptor };
  }

  /** A path for this host's file that no file has had. */
  newPath(pid = process.pid, startedAt = findStart(pid) ?? "0"): string {
    const random = randomBytes(4).toString("hex");
    return join(this.path, `${MACHINE_PREFIX}-${this.run}-${pid}-${startedAt}-${random}.jsonl`);
  }

  /**
   * Looks at the other hosts that are alive. One that has ended is not among them: what it was about to do will not happen.
   *
   * @param own - the path of this host's file
   */
  look(own: string | undefined, attempts = MAX_ATTEMPTS): Look {
    try {
      const files = this.files()
        .filter((file) => file.machine === MACHINE_PREFIX && file.run === this.run)
        .filter((file) => file.path !== own && file.isAlive());
      const journals = files.map(({ path, isIncomplete }) => this.readOn(path, isIncomplete));
      return { journals, problem: files.some((file) => file.isIncomplete) ? INCOMPLETE_PROBLEM : undefined };
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      return code === "ENOENT" && attempts > 1
        ? this.look(own, attempts - 1)
        : { journals: [], problem: message };
    }
  }

  /** Reads the lines since the last call. A line that is not complete yet comes with a later call. */
  private readOn(path: string, isIncomplete: boolean): HostJournal {
    const known = this.hosts.get(path);
    // An incomplete file may be cut, so it is read from its begin.
    const host = known && !isIncomplete ? known : { journal: new HostJournal(), position: 0 };
    this.hosts.set(path, host);
    const bytes = readFrom(host.position, path);
    const end = bytes.lastIndexOf("\n") + 1;
    host.position += end;
    for (const line of bytes.toString("utf8", 0, end).split("\n")) {
      try {
        host.journal.add(JSON.parse(line) as HostEvent);
      } catch {
        // Empty, or cut short by a full disk: then it comes again.
      }
    }
    return host.journal;
  }

  /**
   * Process numbers of another machine or container mean nothing here, so time decides, by the clock of the file system. A file
   * that somebody else removes meanwhile is no matter.
   */
  private removeLeftovers(nowMs: number): void {
    for (const { path, machine, isAlive } of this.files()) {
      const { mtimeMs = nowMs } = lstatSync(path, { throwIfNoEntry: false }) ?? {};
      const isLeftover = machine === MACHINE ? !isAlive() : nowMs - mtimeMs > STALE_AFTER_MS;
      if (isLeftover) {
        rmSync(path, { force: true });
      }
    }
  }

  private files() {
    return readdirSync(this.path).flatMap((name) => {
      const [, machine = "", run = "", pid = "", startedAt = ""] = FILE_NAME.exec(name) ?? [];
      const isAlive = () => findStart(Number(pid)) === startedAt;
      const isIncomplete = name.endsWith(INCOMPLETE);
      return machine ? [{ path: join(this.path, name), machine, run, isIncomplete, isAlive }] : [];
    });
  }

  private get path(): string {
    if (typeof this.found === "string") {
      return this.found;
    }
    throw this.found;
  }
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
