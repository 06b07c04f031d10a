import type { Auth, PartName } from "../settings/parts";

/** An interview, the same in every host of a run: its base URL and its number. The name of an account is no part of it. */
export type InterviewKey = string;

/** The name by which all processes of a run know an interview. */
export function interviewKey(baseUrl: string, aiInterviewId: number): InterviewKey {
  return `${baseUrl} ${aiInterviewId}`;
}

/** The declaration of an interview, as far as the hosts of a run tell each other. */
export interface Declaration {
  readonly parts: readonly PartName[];
  /** The account that the declaration is meant for. */
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

type DeclarationEntry = Declaration & { event: KeepingDeclarations; interview: InterviewKey };

interface DeleteEntry {
  readonly event: "deleting";
  readonly id: number;
  readonly interview: InterviewKey;
  /** The type of the `auth` that the delete keeps. Another host learns no more of it. */
  readonly auth?: Auth["type"] | undefined;
}

/**
 * One thing that a host is about to do, or has done. Nothing in it is secret. A line may be written twice, so an entry that is
 * added twice changes nothing: each delete has an id, which is unique in its host.
 */
export type HostEvent = DeclarationEntry | DeleteEntry | { event: "deleted"; id: number };

/** The declarations and deletes of one host of a run. */
export class HostJournal {
  /** By event and owner, because the engine may check a resource twice. */
  private readonly declarations = new Map<InterviewKey, Map<string, DeclarationEntry>>();
  private readonly deletes = new Map<InterviewKey, Map<number, DeleteEntry>>();
  private readonly ended = new Set<number>();

  add(entry: HostEvent): void {
    if (entry.event === "deleted") {
      this.ended.add(entry.id);
    } else if (entry.event === "deleting") {
      setIn(this.deletes, entry.interview, entry.id, entry);
    } else {
      setIn(this.declarations, entry.interview, `${entry.event} ${entry.owner}`, entry);
    }
  }

  declarationsOf(interview: InterviewKey, keeping: KeepingDeclarations): Declaration[] {
    const declarations = this.declarations.get(interview)?.values() ?? [];
    return [...declarations].filter(({ event }) => event === "checked" || event === keeping);
  }

  deletesOf(interview: InterviewKey): (DeleteEntry & { isUnderWay: boolean })[] {
    const deletes = this.deletes.get(interview)?.values() ?? [];
    return [...deletes].map((entry) => ({ ...entry, isUnderWay: !this.ended.has(entry.id) }));
  }
}

function setIn<Key, Value>(
  maps: Map<InterviewKey, Map<Key, Value>>,
  interview: InterviewKey,
  key: Key,
  value: Value,
): void {
  maps.set(interview, (maps.get(interview) ?? new Map<Key, Value>()).set(key, value));
}
