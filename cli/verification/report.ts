import { REMEDIES, type Problem } from "../../provider/verification/remedies";
import { coloured } from "../output/colours";
import { table } from "../output/table";
import { shown, shownUrl } from "../stacks/shown";
import type { Verification } from "./verify";

/** A table of how the receivers responded, and the remedy for each kind of problem. */
export function verificationText(results: readonly Verification[]): string {
  if (results.length === 0) {
    return "No event is on, so there is nothing to verify.";
  }
  const problems = [...new Set(results.flatMap(({ finding }) => finding.problem ?? []))];
  const failed = results.filter(({ finding }) => finding.problem).length;
  const summary =
    failed === 0
      ? coloured("green", "Every receiver responds as it should.")
      : coloured("red", `${failed} of ${results.length} responses are not as they should be.`);
  return [
    table(rowsOf(results)),
    "",
    summary,
    ...problems.flatMap((problem) => ["", ...remedyLines(problem, results)]),
  ].join("\n");
}

function rowsOf(results: readonly Verification[]): string[][] {
  const header = ["stack", "resource", "interview", "event", "credential", "response", "time", "result"];
  const rows = results.map(({ declaration, event, finding }) => [
    declaration.stack,
    declaration.resource,
    shown(declaration.aiInterviewId),
    event,
    finding.probe,
    finding.response,
    `${finding.durationMs} ms`,
    finding.problem ? words(finding.problem) : "ok",
  ]);
  return [header, ...rows];
}

function remedyLines(problem: Problem, results: readonly Verification[]): string[] {
  const receivers = results
    .filter(({ finding }) => finding.problem === problem)
    .map((result) => `  ${result.declaration.resource} ${result.event}: ${shownUrl(result.webhook)}`);
  return [`${words(problem)}: ${REMEDIES[problem]}`, ...new Set(receivers)];
}

function words(problem: Problem): string {
  return problem.replaceAll("-", " ");
}

/** The documented shape of `verify --json`. */
export function verificationJson(results: readonly Verification[]): object {
  return {
    ok: results.every(({ finding }) => !finding.problem),
    results: results.map(({ declaration, event, webhook, finding }) => ({
      stack: declaration.stack,
      resource: declaration.resource,
      aiInterviewId: declaration.aiInterviewId.isSecret
        ? shown(declaration.aiInterviewId)
        : declaration.aiInterviewId.value,
      event,
      url: shownUrl(webhook),
      credential: finding.probe,
      ok: !finding.problem,
      response: finding.response,
      status: finding.status ?? null,
      durationMs: finding.durationMs,
      problem: finding.problem ?? null,
      remedy: finding.problem ? REMEDIES[finding.problem] : null,
    })),
  };
}
