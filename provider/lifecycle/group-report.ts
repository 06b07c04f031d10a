import type { XobinError } from "../api/errors";
import { formatCount, type CallResult, type GroupInterview } from "./group-calls";
import type { Host } from "./host";
import { notFoundMessage } from "./interview";

/** More names would hide the other reasons. */
const MAX_NAMES = 10;

/** Calls for some interviews of a group failed. One message for all of them; no stack, because the engine prints it. */
export class GroupError extends Error {
  override name = "GroupError";
  override stack = "";

  /**
   * @param results - of all calls of the step
   * @param others - about the interviews that did not fail, without a full stop
   */
  constructor(results: readonly CallResult[], others: string) {
    const failed = results.filter(hasFailed);
    const outlook = failed.length < results.length ? others : "The next run sends them again";
    super(
      [
        `${formatCount(failed.length)} of ${formatInterviews(results.length)} failed. ${outlook}:`,
        ...linesOf(failed),
      ].join("\n  "),
    );
  }
}

export type FailedCall = CallResult & { readonly error: XobinError };

export function hasFailed(result: CallResult): result is FailedCall {
  return result.error !== undefined;
}

/** One line for each kind of failure, with the facts of its first. */
function linesOf(failed: readonly FailedCall[]): string[] {
  const kinds = new Map<string, FailedCall[]>();
  for (const each of failed) {
    const { kind } = each.error.reason;
    kinds.set(kind, [...(kinds.get(kind) ?? []), each]);
  }
  return [...kinds.values()].map((alike) => {
    const names = formatNames(alike.map(({ interview }) => interview.name));
    return `${formatInterviews(alike.length)}: ${alike[0]?.error.reason.text ?? ""} Failed: ${names}.`;
  });
}

/** Says in one line each how many of the interviews were not switched off, though no call failed. */
export async function reportKept(host: Host, results: readonly CallResult[]): Promise<void> {
  const declared = results.filter(
    ({ outcome, pending }) => outcome === "nothing to disable" && pending,
  ).length;
  const notFound = results.filter(({ outcome }) => outcome === "not found").length;
  if (declared > 0) {
    await host.log(
      `${formatInterviews(declared)} of the group: nothing sent. Other resources of the program declare their webhooks.`,
    );
  }
  if (notFound > 0) {
    await host.log(notFoundMessage(`${formatInterviews(notFound)} of the group`));
  }
}

/**
 * Says which calls follow a step that failed in part, where they are not all. The engine shows the whole change of that step again:
 * it keeps the inputs from before, whatever a provider returns.
 *
 * @param total - of how many interviews the group and what was removed from it are
 */
export function reportPending(host: Host, calls: readonly GroupInterview[], total: number): void {
  if (calls.length < total) {
    const names = formatNames(calls.map(({ name }) => name));
    // An engine that has exited shows nothing.
    host
      .log(`Of ${formatInterviews(total)} of the group, only these are still to be sent: ${names}.`)
      .catch(() => undefined);
  }
}

/** `1 interview`, `1,000 interviews`. */
export function formatInterviews(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "interview" : "interviews"}`;
}

function formatNames(names: readonly string[]): string {
  const more = names.length > MAX_NAMES ? ` and ${formatCount(names.length - MAX_NAMES)} more` : "";
  return `${names.slice(0, MAX_NAMES).join(", ")}${more}`;
}
