import { createHash, randomBytes } from "node:crypto";
import {
  chmodSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readlinkSync,
  readSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const FILE_NAME = /^([0-9a-f]{8})-([0-9a-f]{16})-(\d+)-[0-9a-f]{8}\.jsonl$/;
const STALE_AFTER_MS = 7 * 24 * 60 * 60 * 1000;

/** Windows has no such flag. */
const NO_FOLLOW = (constants as Partial<typeof constants>).O_NOFOLLOW ?? 0;

/** Where Linux tells process numbers of different containers apart, which may share a folder; elsewhere there is one namespace. */
const PID_NAMESPACE = "/proc/self/ns/pid";

/**
 * A folder in which the hosts of one run find each other's files: one append-only file for each host. It is private to the
 * user: neither a folder or file of another user nor a link is ever used. Every function throws the file system's error.
 */
export class RunFolder {
  private readonly namespace = hash(pidNamespace()).slice(0, 8);
  private readonly run: string;

  /**
   * @param engineAddress - the engine's address, which all hosts of a run are started with, and no two engines have at once
   * @param folder - where the files are
   */
  constructor(
    engineAddress: string,
    private readonly folder = join(tmpdir(), `pulumi-xobin-${process.getuid?.() ?? "user"}`),
  ) {
    this.run = hash(engineAddress).slice(0, 16);
  }

  /** Creates this host's file, and removes the files of hosts that have ended. */
  createFile(pid = process.pid): HostFile {
    this.makePrivate();
    this.removeStale();
    const name = `${this.namespace}-${this.run}-${pid}-${randomBytes(4).toString("hex")}.jsonl`;
    return new HostFile(join(this.folder, name));
  }

  /** The paths of the files of the other hosts of this run that are still alive. */
  otherFiles(own: string | undefined): string[] {
    return this.files()
      .filter(({ path, namespace, run, pid }) => {
        return path !== own && namespace === this.namespace && run === this.run && isAlive(pid);
      })
      .map(({ path }) => path);
  }

  private makePrivate(): void {
    try {
      mkdirSync(this.folder, { mode: 0o700 });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
        throw error;
      }
    }
    const stats = lstatSync(this.folder);
    if (!stats.isDirectory() || !isOwn(stats)) {
      throw new Error(`${this.folder} belongs to another user or is a link`);
    }
    chmodSync(this.folder, 0o700);
  }

  /** A host that was killed leaves its file behind. Process numbers of another container mean nothing here, so time decides. */
  private removeStale(): void {
    for (const { path, namespace, pid } of this.files()) {
      const isStale = namespace === this.namespace ? !isAlive(pid) : ageMs(path) > STALE_AFTER_MS;
      if (isStale) {
        rmSync(path, { force: true });
      }
    }
  }

  private files(): { path: string; namespace: string; run: string; pid: number }[] {
    // No host of any run has noted anything yet.
    const names = existsSync(this.folder) ? readdirSync(this.folder) : [];
    return names.flatMap((name) => {
      const [, namespace = "", run = "", pid = ""] = FILE_NAME.exec(name) ?? [];
      return namespace ? [{ path: join(this.folder, name), namespace, run, pid: Number(pid) }] : [];
    });
  }
}

/** The file of this host. */
export class HostFile {
  private readonly descriptor: number;

  constructor(readonly path: string) {
    this.descriptor = openSync(
      path,
      constants.O_CREAT | constants.O_EXCL | constants.O_APPEND | constants.O_WRONLY,
      0o600,
    );
  }

  append(line: string): void {
    // The line break before it ends a line that a full disk cut short.
    const bytes = Buffer.from(`\n${line}\n`);
    if (writeSync(this.descriptor, bytes) < bytes.length) {
      throw new Error(`${this.path} could not be written to its end`);
    }
  }

  remove(): void {
    closeSync(this.descriptor);
    rmSync(this.path, { force: true });
  }
}

/** Reads what is new in the file of another host. */
export class HostFileReader {
  private position = 0;
  private rest = "";

  constructor(private readonly path: string) {}

  /**
   * The lines since the last call. A line that is not complete yet comes with a later call.
   *
   * @returns `undefined` where the file is gone, because its host has ended
   */
  newLines(): string[] | undefined {
    const size = statSync(this.path, { throwIfNoEntry: false })?.size;
    if (size === undefined) {
      return undefined;
    }
    const lines = `${this.rest}${size > this.position ? this.newText() : ""}`.split("\n");
    this.rest = lines.pop() ?? "";
    return lines.filter((line) => line !== "");
  }

  private newText(): string {
    const descriptor = openSync(this.path, constants.O_RDONLY | NO_FOLLOW);
    try {
      const stats = fstatSync(descriptor);
      if (!stats.isFile() || !isOwn(stats)) {
        throw new Error(`${this.path} belongs to another user or is no file`);
      }
      const bytes = Buffer.alloc(stats.size - this.position);
      const read = readSync(descriptor, bytes, 0, bytes.length, this.position);
      this.position += read;
      return bytes.toString("latin1", 0, read);
    } finally {
      closeSync(descriptor);
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is alive, and another user's.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Windows knows no user numbers; there the folder for temporary files is the user's own. */
function isOwn({ uid }: { uid: number }): boolean {
  return process.getuid === undefined || process.getuid() === uid;
}

function ageMs(path: string): number {
  try {
    return Date.now() - statSync(path).mtimeMs;
  } catch {
    return 0;
  }
}

function pidNamespace(): string {
  try {
    return readlinkSync(PID_NAMESPACE);
  } catch {
    return "";
  }
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
