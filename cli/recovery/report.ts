import type { Window } from "../../results/completed-in";
import { print, printCsv, printError, printJson, printTable } from "../output/print";
import type { Rows } from "../output/table";
import type { Plan } from "./plan";
import { isSettled, type Result, type Status } from "./result";

/** What was found, and done if anything was. */
export interface Outcome extends Plan {
  /** Absent where results were named by their ids. */
  readonly window: Window | undefined;
  /** Whether missing results were delivered. */
  readonly isDelivery: boolean;
  /** Why the journal could not be written. */
  readonly journalProblem: string | undefined;
}

/** Whether every interview was read and nothing is missing any more. */
export function isComplete({ results, problems, journalProblem }: Outcome): boolean {
  return results.every(isSettled) && problems.length === 0 && journalProblem === undefined;
}

export type Format = "table" | "json" | "csv";

/** Prints what was found to standard output, and what could not be read to standard error. */
export async function printOutcome(outcome: Outcome, format: Format): Promise<void> {
  const { results, problems, journalProblem } = outcome;
  if (format === "json") {
    printJson(outcomeJson(outcome));
  } else if (format === "csv") {
    printCsv(rowsOf(results));
  } else {
    if (results.length > 0) {
      await printTable(rowsOf(results));
      print("");
    }
    print({ color: isComplete(outcome) ? "green" : "red", text: summaryOf(outcome) });
  }
  const texts = problems.map(
    ({ target, text }) =>
      `Interview ${target.publicNumber} (${target.resource} of stack ${target.stack}): ${text}`,
  );
  printError(
    ...[...texts, ...(journalProblem === undefined ? [] : [journalProblem])].map(
      (text) => ({ color: "red", text }) as const,
    ),
  );
}

function rowsOf(results: readonly Result[]): Rows {
  return {
    *[Symbol.iterator]() {
      yield ["stack", "resource", "interview", "response", "completed at", "status", "reason"];
      for (const result of results) {
        yield Object.values(resultJson(result)).map((cell) => String(cell ?? ""));
      }
    },
  };
}

/** The statuses of results that nothing can deliver, in words. */
const UNDELIVERABLE: Partial<Record<Status, string>> = {
  gone: "gone",
  "not-ready": "not ready",
  "other-interview": "of another interview",
};

function summaryOf({ results, problems, isDelivery, window }: Outcome): string {
  const count = (number: number, one: string) => `${number} ${number === 1 ? one : `${one}s`}`;
  const are = (number: number, what: string) => `${number || "none"} ${number > 1 ? "are" : "is"} ${what}`;
  const having = (wanted: string) => results.filter(({ status }) => status === wanted).length;
  const missing = results.filter((result) => !isSettled(result) && !UNDELIVERABLE[result.status]).length;
  const parts = [
    // First, since nothing is known of their results: "none is missing" would be read as good news.
    ...(problems.length > 0 ? [`${count(problems.length, "interview")} could not be read`] : []),
    ...(isDelivery ? [`${count(having("accepted"), "result")} delivered and accepted`] : []),
    `of ${count(results.length, "result")}${window ? " completed in the window" : ""}, ${are(missing, "missing")}`,
    ...Object.entries(UNDELIVERABLE).flatMap(([status, words]) =>
      having(status) > 0 ? [are(having(status), words)] : [],
    ),
  ];
  const text = parts.join("; ");
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The documented shape of `recover --json`. */
function outcomeJson({ results, problems, window, ...outcome }: Outcome): object {
  return {
    ok: isComplete({ results, problems, window, ...outcome }),
    since: timeText(window?.since),
    until: timeText(window?.until),
    results: results.map(resultJson),
    problems: problems.map(({ target, text }) => ({
      stack: target.stack,
      resource: target.resource,
      aiInterviewId: target.publicNumber,
      problem: text,
    })),
  };
}

/** The documented fields of one result, in the order of the columns. */
function resultJson({ target, responseId, completedAt, status, reason }: Result) {
  return {
    stack: target?.stack ?? null,
    resource: target?.resource ?? null,
    aiInterviewId: target?.publicNumber ?? null,
    responseId: responseId ?? null,
    completedAt: timeText(completedAt),
    status,
    reason: reason ?? null,
  };
}

function timeText(time: number | undefined): string | null {
  return time === undefined ? null : new Date(time).toISOString();
}
