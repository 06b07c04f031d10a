import {
  closeSync,
  constants,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from "node:fs";
import { isOwn } from "./find-folder";

/** The end of a file's name whose host has noted more than it could write. */
export const INCOMPLETE = ".incomplete";

/** Windows has neither flag. A link is not followed, and a pipe does not block. */
const { O_NOFOLLOW = 0, O_NONBLOCK = 0 } = constants as Partial<typeof constants>;

/** The file of this host. Every function throws the file system's error. */
export class HostFile {
  private readonly descriptor: number;

  constructor(private path: string) {
    this.descriptor = openSync(
      path,
      constants.O_CREAT | constants.O_EXCL | constants.O_APPEND | constants.O_WRONLY | O_NOFOLLOW,
      0o600,
    );
  }

  /** Whether a path is this file's. */
  isAt(path: string): boolean {
    return this.path === path;
  }

  append(lines: readonly string[]): void {
    if (fstatSync(this.descriptor).nlink === 0) {
      throw new Error(`${this.path} was removed`);
    }
    // The line break before it ends a line that a full disk cut short.
    const bytes = Buffer.from(`\n${lines.join("\n")}\n`);
    if (writeSync(this.descriptor, bytes) < bytes.length) {
      throw new Error(`${this.path} could not be written to its end`);
    }
  }

  /** Tells the other hosts, by a name that takes no space on a full disk, that lines are missing. */
  markIncomplete(): void {
    renameSync(this.path, this.path + INCOMPLETE);
    this.path += INCOMPLETE;
  }

  clear(): void {
    ftruncateSync(this.descriptor);
  }

  remove(): void {
    closeSync(this.descriptor);
    rmSync(this.path, { force: true });
  }
}

/** Reads the file of another host, as it grows. */
export class HostFileReader {
  private readonly descriptor: number;
  private position = 0;
  private rest = "";

  /** @throws an error where it is a link, no file, or another user's */
  constructor(path: string) {
    this.descriptor = openSync(path, constants.O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const stats = fstatSync(this.descriptor);
    if (!stats.isFile() || !isOwn(stats)) {
      closeSync(this.descriptor);
      throw new Error(`${path} belongs to another user or is no file`);
    }
  }

  /** The lines since the last call. A line that is not complete yet comes with a later call. */
  newLines(): string[] {
    const bytes = Buffer.alloc(fstatSync(this.descriptor).size - this.position);
    const read = bytes.length > 0 ? readSync(this.descriptor, bytes, 0, bytes.length, this.position) : 0;
    this.position += read;
    const lines = `${this.rest}${bytes.toString("latin1", 0, read)}`.split("\n");
    this.rest = lines.pop() ?? "";
    return lines.filter((line) => line !== "");
  }

  close(): void {
    closeSync(this.descriptor);
  }
}
