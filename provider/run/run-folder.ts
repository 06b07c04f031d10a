import { createHash, randomBytes } from "node:crypto";
import { lstatSync, openSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { findStart, MACHINE } from "./processes";

/** The end of a file's name whose host has noted more than it could write. */
export const INCOMPLETE = ".incomplete";

const STALE_AFTER_MS = 7 * 24 * 60 * 60 * 1000;

/** All zeros where the machine has no name of its own. */
const MACHINE_PREFIX = MACHINE ?? "0".repeat(16);
const FILE_NAME = /^([0-9a-f]{16})-([0-9a-f]{16})-(\d+)-(\d+)-[0-9a-f]{8}\.jsonl(\.incomplete)?$/;

/** The files of the hosts of one run, one append-only file for each. Every function throws the file system's error. */
export class RunFolder {
  private readonly run: string;

  /**
   * @param found - the folder, which is the user's own and private; or why there is none, which every function throws
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
   * The files of the other hosts of this run that are still alive.
   *
   * @param own - the path of this host's file
   */
  otherFiles(own: string | undefined): string[] {
    return this.files()
      .filter((file) => file.machine === MACHINE_PREFIX && file.run === this.run)
      .filter((file) => file.path !== own && file.isAlive())
      .map(({ path }) => path);
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

  private files(): { path: string; machine: string; run: string; isAlive: () => boolean }[] {
    return readdirSync(this.path).flatMap((name) => {
      const [, machine = "", run = "", pid = "", startedAt = ""] = FILE_NAME.exec(name) ?? [];
      const isAlive = () => findStart(Number(pid)) === startedAt;
      return machine ? [{ path: join(this.path, name), machine, run, isAlive }] : [];
    });
  }

  private get path(): string {
    if (typeof this.found === "string") {
      return this.found;
    }
    throw this.found;
  }
}
