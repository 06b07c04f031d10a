import type { HostFile } from "./host-file";
import type { HostEvent } from "./host-journal";
import type { RunFolder } from "./run-folder";

/**
 * Writes the entries of this host to its file, as far as the disk takes them. A host whose file lacks an entry withdraws it: the
 * file gets a name that tells the others so, until all entries fit into a new one.
 */
export class HostWriter {
  private readonly lines: string[] = [];
  private written = 0;
  private file: HostFile | undefined;
  private withdrawn: HostFile | undefined;

  constructor(private readonly folder: RunFolder) {}

  /** The file in which the other hosts find the entries of this one. */
  get currentFile(): HostFile | undefined {
    return this.file ?? this.withdrawn;
  }

  /**
   * @param isDeleting - whether a delete of this host is under way
   * @returns why an entry is missing in the file; `undefined` where none is
   */
  write(entries: readonly HostEvent[], isDeleting: boolean): string | undefined {
    for (const entry of entries) {
      this.lines.push(asciiJson(entry));
    }
    try {
      this.writeRest();
      return undefined;
    } catch (error) {
      this.withdraw(isDeleting);
      return (error as Error).message;
    }
  }

  /** Removes this host's file: the engine that it worked for is gone. A later entry brings all of them back. */
  remove(): void {
    this.file?.remove();
    this.withdrawn?.remove();
    this.file = this.withdrawn = undefined;
    this.written = 0;
  }

  private writeRest(): void {
    this.file ??= this.folder.createFile();
    if (this.written < this.lines.length) {
      this.file.append(this.lines.slice(this.written));
      this.written = this.lines.length;
    }
    this.withdrawn?.remove();
    this.withdrawn = undefined;
  }

  private withdraw(isDeleting: boolean): void {
    const { file } = this;
    this.file = undefined;
    this.written = 0;
    try {
      if (this.withdrawn) {
        file?.remove();
      } else {
        file?.markIncomplete();
        this.withdrawn = file;
      }
      if (!isDeleting) {
        // Nobody shall wait for the end of a delete that could not be written.
        this.withdrawn?.clear();
      }
    } catch {
      // The file system takes nothing at all. Then the others cannot write either, and send no delete.
    }
  }
}

/** JSON in ASCII, so that no character is torn where a reader ends in the middle of a line. */
function asciiJson(entry: HostEvent): string {
  return JSON.stringify(entry).replace(
    /[\u0080-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
