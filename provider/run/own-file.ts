import { closeSync, fstatSync, ftruncateSync, renameSync, rmSync, writeSync } from "node:fs";
import type { HostEvent } from "./host-journal";
import { INCOMPLETE, type RunFolder } from "./run-folder";

/**
 * The file in which the other hosts find the entries of this one, as far as the disk takes them. While one is missing, the file's
 * name tells the others so.
 */
export class OwnFile {
  private readonly lines: string[] = [];
  /** How many of the lines the file has, and how many bytes they take. */
  private written = 0;
  private size = 0;
  private file: { path: string; readonly descriptor: number } | undefined;

  constructor(private readonly folder: RunFolder) {}

  get path(): string | undefined {
    return this.file?.path;
  }

  /**
   * Writes entries, and those that the disk did not take before.
   *
   * @param isDeleting - whether a delete of this host is under way
   * @returns why an entry is missing in the file; `undefined` where none is
   */
  write(entries: readonly HostEvent[], isDeleting: boolean): string | undefined {
    for (const entry of entries) {
      this.lines.push(JSON.stringify(entry));
    }
    try {
      this.writeRest();
      return undefined;
    } catch (error) {
      this.withdraw(isDeleting);
      return (error as Error).message;
    }
  }

  /** Removes the file: the engine that this host worked for is gone. A later entry brings all of them back. */
  remove(): void {
    const { file } = this;
    this.file = undefined;
    this.written = this.size = 0;
    if (file) {
      closeSync(file.descriptor);
      rmSync(file.path, { force: true });
    }
  }

  private writeRest(): void {
    if (this.file && fstatSync(this.file.descriptor).nlink === 0) {
      // Somebody else removed it.
      this.remove();
    }
    this.file ??= this.folder.createFile();
    const { path, descriptor } = this.file;
    // The line break before the rest ends a line that was cut short.
    const bytes = Buffer.from(`\n${this.lines.slice(this.written).join("\n")}\n`);
    if (writeSync(descriptor, bytes) < bytes.length) {
      throw new Error(`${path} could not be written to its end`);
    }
    this.written = this.lines.length;
    this.size += bytes.length;
    if (path.endsWith(INCOMPLETE)) {
      // Not its earlier name: of a file that they know, the others read only new lines.
      rename(this.file, this.folder.newPath());
    }
  }

  private withdraw(isDeleting: boolean): void {
    if (!isDeleting) {
      // Nobody shall wait for the end of a delete that could not be written.
      this.written = this.size = 0;
    }
    try {
      if (this.file && !this.file.path.endsWith(INCOMPLETE)) {
        // A name takes no space on a full disk.
        rename(this.file, this.file.path + INCOMPLETE);
      }
      if (this.file) {
        ftruncateSync(this.file.descriptor, this.size);
      }
    } catch {
      // The file system takes nothing at all. Then the others cannot write either, and send no delete.
    }
  }
}

function rename(file: { path: string }, path: string): void {
  renameSync(file.path, path);
  file.path = path;
}
