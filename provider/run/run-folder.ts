import { createHash, randomBytes } from "node:crypto";
import { lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { HostFile, INCOMPLETE } from "./host-file";
import { isAlive, MACHINE, OWN_PROCESS, type ProcessId } from "./processes";

const STALE_AFTER_MS = 7 * 24 * 60 * 60 * 1000;

/** Where the machine has no name of its own. */
const NO_MACHINE = "0".repeat(16);
const FILE_NAME = /^([0-9a-f]{16})-([0-9a-f]{16})-(\d+)-(\d+)-[0-9a-f]{8}\.jsonl(\.incomplete)?$/;

/** The file of a host, as its name describes it. */
interface NamedFile {
  readonly path: string;
  readonly machine: string;
  readonly run: string;
  readonly host: ProcessId;
  readonly isIncomplete: boolean;
}

/** The files of the hosts of one run, one append-only file for each. Every function throws the file system's error. */
export class RunFolder {
  private readonly machine = MACHINE ?? NO_MACHINE;
  private readonly run: string;

  /**
   * @param path - the folder, which is the user's own and private
   * @param engineAddress - all hosts of a run are started with it, and no two engines of a machine have it at once
   */
  constructor(
    private readonly path: string,
    engineAddress: string,
  ) {
    this.run = createHash("sha256").update(engineAddress).digest("hex").slice(0, 16);
  }

  /** Creates this host's file, and removes what hosts that were killed have left. */
  createFile({ pid, startedAt }: ProcessId = OWN_PROCESS): HostFile {
    const random = randomBytes(4).toString("hex");
    const path = join(this.path, `${this.machine}-${this.run}-${pid}-${startedAt}-${random}.jsonl`);
    const file = new HostFile(path);
    this.removeLeftovers(lstatSync(path).mtimeMs);
    return file;
  }

  /** The files of the other hosts of this run that are still alive. */
  otherFiles(own: HostFile | undefined): { path: string; isIncomplete: boolean }[] {
    return this.files().filter(
      ({ path, machine, run, host }) =>
        machine === this.machine && run === this.run && !own?.isAt(path) && isAlive(host),
    );
  }

  /**
   * Process numbers of another machine or container mean nothing here, so time decides, by the clock of the file system. A file
   * that somebody else removes meanwhile is no matter.
   */
  private removeLeftovers(nowMs: number): void {
    for (const { path, machine, host } of this.files()) {
      const isLeftover =
        machine === MACHINE ? !isAlive(host) : nowMs - modifiedMs(path, nowMs) > STALE_AFTER_MS;
      if (isLeftover) {
        rmSync(path, { force: true });
      }
    }
  }

  private files(): NamedFile[] {
    return readdirSync(this.path).flatMap((name) => {
      const [, machine = "", run = "", pid = "", startedAt = "", ending] = FILE_NAME.exec(name) ?? [];
      const host = { pid: Number(pid), startedAt };
      const path = join(this.path, name);
      return machine ? [{ path, machine, run, host, isIncomplete: ending === INCOMPLETE }] : [];
    });
  }
}

function modifiedMs(path: string, otherwiseMs: number): number {
  return lstatSync(path, { throwIfNoEntry: false })?.mtimeMs ?? otherwiseMs;
}
