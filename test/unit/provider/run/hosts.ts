import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { RunFolder } from "../../../../provider/run/run-folder";
import { RunJournal } from "../../../../provider/run/run-journal";

export const RUN = "127.0.0.1:43561";
export const ACCOUNT = "https://app.xobin.com/api/v2";
export const ID = 206;

/** A folder for the files of hosts, which are all in this process. */
export class Hosts {
  readonly folder = mkdtempSync(join(tmpdir(), "hosts-"));

  /** A host of a run. */
  start(address = RUN): RunJournal {
    return new RunJournal(new RunFolder(this.folder, address));
  }

  get files(): string[] {
    return readdirSync(this.folder).map((name) => join(this.folder, name));
  }

  clear(): void {
    this.remove();
    mkdirSync(this.folder);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The parts of an interview that a host sees declared; `undefined` where it sees no declaration. */
export function partsIn(host: RunJournal, aiInterviewId = ID): Set<string> | undefined {
  const { declarations } = host.keepingDeclarations(ACCOUNT, aiInterviewId, "checked");
  return declarations.length > 0 ? new Set(declarations.flatMap(({ parts }) => parts)) : undefined;
}

/** Whether a host sees the interview deleted: the interview itself, or nothing. */
export const deletedIn = (host: RunJournal) => host.deletedAmong(ACCOUNT, [ID]);
