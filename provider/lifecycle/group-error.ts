import type { XobinError } from "../api/errors";
import { formatCount, formatInterviews } from "./format-count";

/** An interview of a group whose call failed for good. */
export interface FailedInterview {
  readonly name: string;
  readonly error: XobinError;
}

/** More names would hide the other reasons. */
const MAX_NAMES = 10;

/** Calls for some interviews of a group failed. The message is that of all of them; it holds no stack, because the engine prints it. */
export class GroupError extends Error {
  override name = "GroupError";
  override stack = "";

  /**
   * @param total - of how many interviews settings were to be sent
   * @param next - what the next run sends. After a delete the state cannot tell which of them are done
   */
  constructor(failed: readonly FailedInterview[], total: number, next: "failed" | "all") {
    super(
      [
        `${formatCount(failed.length)} of ${formatInterviews(total)} failed. ${outlook(failed.length < total, next)}:`,
        ...linesOf(failed),
      ].join("\n  "),
    );
  }
}

function outlook(areOthersDone: boolean, next: "failed" | "all"): string {
  if (!areOthersDone) {
    return "The next run sends them again";
  }
  return next === "failed"
    ? "The others are done. `pulumi up` sends those that failed again, and no others"
    : "The others are switched off. The next run sends all of them again";
}

/** One line for each kind of failure, with the facts of its first. */
function linesOf(failed: readonly FailedInterview[]): string[] {
  const kinds = new Map<string, FailedInterview[]>();
  for (const each of failed) {
    const { kind } = each.error.reason;
    kinds.set(kind, [...(kinds.get(kind) ?? []), each]);
  }
  return [...kinds.values()].map((alike) => {
    const names = alike.slice(0, MAX_NAMES).map(({ name }) => name);
    const more = alike.length > MAX_NAMES ? ` and ${formatCount(alike.length - MAX_NAMES)} more` : "";
    return `${formatInterviews(alike.length)}: ${alike[0]?.error.reason.text ?? ""} Failed: ${names.join(", ")}${more}.`;
  });
}
