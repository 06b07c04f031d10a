import { baseUrlOf } from "../account";
import type { Auth, PartName } from "../settings/parts";

/**
 * The name by which all processes of a run know an interview: its base URL and its number. The name of an account is no part of it.
 * A refresh may show a state of an older release, which names no account: of such an interview nobody notes anything.
 */
export function interviewKey(account = "", aiInterviewId: number): string {
  return `${baseUrlOf(account)} ${aiInterviewId}`;
}

/** The declaration of an interview, as far as the hosts of a run tell each other. */
export interface Declaration {
  readonly parts: readonly PartName[];
  readonly account: string;
  /** The resource that makes it, as messages name it. */
  readonly owner?: string | undefined;
}

/**
 * Which declarations keep an interview on. `checked`: only those that the engine has checked. A delete runs after all checks, and
 * `destroy --run-program` announces interviews without checking them. `announced`: also those that the program has announced. An
 * update runs between checks.
 */
export type KeepingDeclarations = "checked" | "announced";

type DeclarationEntry = Declaration & { event: KeepingDeclarations; interview: string };

interface DeleteEntry {
  readonly event: "deleting";
  readonly id: number;
  readonly interview: string;
  /** The type of the `auth` that the delete keeps. Another host learns no more of it. */
  readonly auth?: Auth["type"] | undefined;
}

/**
 * One thing that a host is about to do, or has done. Nothing in it is secret. A line may be written twice, so an entry that is
 * added twice changes nothing: each delete has an id, which is unique in its host.
 */
export type HostEvent = DeclarationEntry | DeleteEntry | { event: "deleted"; id: number };

/** The declarations and deletes of one host of a run, by the keys of interviews. */
export class HostJournal {
  private readonly entries = new Map<string, Map<string, DeclarationEntry | DeleteEntry>>();
  private readonly ended = new Set<number>();

  add(entry: HostEvent): void {
    if (entry.event === "deleted") {
      this.ended.add(entry.id);
      return;
    }
    // A declaration by its owner, because the engine may check a resource twice.
    const key = `${entry.event} ${entry.event === "deleting" ? entry.id : entry.owner}`;
    const entries = this.entries.get(entry.interview) ?? new Map<string, DeclarationEntry | DeleteEntry>();
    this.entries.set(entry.interview, entries.set(key, entry));
  }

  declarationsOf(interview: string, keeping: KeepingDeclarations): Declaration[] {
    return this.entriesOf(interview)
      .filter((entry) => entry.event !== "deleting")
      .filter(({ event }) => event === "checked" || event === keeping);
  }

  deletesOf(interview: string): (DeleteEntry & { isUnderWay: boolean })[] {
    return this.entriesOf(interview)
      .filter((entry) => entry.event === "deleting")
      .map((entry) => ({ ...entry, isUnderWay: !this.ended.has(entry.id) }));
  }

  private entriesOf(interview: string) {
    return [...(this.entries.get(interview)?.values() ?? [])];
  }
}
