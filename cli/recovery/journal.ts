import { closeSync, fstatSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { id } from "../../receiver/event-fields";
import { UsageError } from "../usage-error";

/** A file of the response ids that receivers have accepted, one a line, by which an interrupted run goes on. */
export class Journal {
  /** The ids of the runs before this one. */
  readonly accepted: ReadonlySet<number>;
  private readonly descriptor: number;
  private readonly unwritten: number[] = [];
  private failure: string | undefined;

  /** @throws {@link UsageError} for a file that cannot be written, or is no journal: it is left as it is */
  constructor(private readonly file: string) {
    try {
      this.descriptor = openSync(file, "a+");
    } catch (error) {
      throw new UsageError(`--journal: ${file} cannot be written (${codeOf(error)}).`);
    }
    // A device, such as /dev/full, may have no end.
    const isFile = fstatSync(this.descriptor).isFile();
    const text = isFile ? readFileSync(this.descriptor, "latin1") : "";
    const ids = idsIn(text, file);
    const end = text.lastIndexOf("\n") + 1;
    // A run that was killed may have left half an id, which would read as another one.
    if (text.slice(end).trim() !== "") {
      ids.pop();
      ftruncateSync(this.descriptor, end);
    }
    this.accepted = new Set(ids);
  }

  /** Writes an accepted id at once; see {@link problem} for one that could not be written. */
  append(responseId: number): void {
    if (this.failure === undefined) {
      try {
        this.failure = this.write(`${responseId}\n`) ? undefined : "ENOSPC";
      } catch (error) {
        this.failure = codeOf(error);
      }
    }
    if (this.failure !== undefined) {
      this.unwritten.push(responseId);
    }
  }

  /** Why nothing more may be sent: what is accepted would not be known. `undefined` while all is well. */
  get problem(): string | undefined {
    return this.failure === undefined
      ? undefined
      : `The journal ${this.file} cannot be written (${this.failure}), so nothing more was sent. Accepted last and not in it: ` +
          `${this.unwritten.join(", ")}. Make room, add these ids, one a line, and run the command again.`;
  }

  /** Writes the line, or nothing of it: an id that is added by hand after half a line would read as another one. */
  private write(line: string): boolean {
    const written = writeSync(this.descriptor, line);
    if (written < line.length) {
      ftruncateSync(this.descriptor, fstatSync(this.descriptor).size - written);
    }
    return written === line.length;
  }

  close(): void {
    closeSync(this.descriptor);
  }
}

function idsIn(text: string, file: string): number[] {
  const ids = text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(id);
  const wrong = ids.indexOf(undefined);
  if (wrong >= 0) {
    throw new UsageError(`--journal: ${file} is no journal: entry ${wrong + 1} is no response id.`);
  }
  return ids as number[];
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "unknown";
}
