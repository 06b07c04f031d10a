import { REMEDIES } from "../../provider/verification/problem";
import { print, printTable } from "../output/print";
import { formatUrl, publicNumber } from "../stacks/format";
import type { Verification, VerificationProblem } from "./verify";

/** The remedy for each problem, in one sentence. */
const ALL_REMEDIES: Readonly<Record<VerificationProblem, string>> = {
  ...REMEDIES,
  "no-credential":
    "Run pulumi up, then verify again: its last update failed in part, so the state may not hold the credential that was applied.",
};

/** Prints a table of how the receivers responded, and the remedy for each kind of problem. */
export async function printVerifications(results: readonly Verification[]): Promise<void> {
  if (results.length === 0) {
    print("Nothing was verified: no event is on.");
    return;
  }
  await printTable(rowsOf(results));
  const problems = [...new Set(results.flatMap(({ finding }) => finding.problem ?? []))];
  const failed = results.filter(({ finding }) => finding.problem).length;
  print(
    "",
    failed === 0
      ? { color: "green", text: "Every receiver responds as it should." }
      : { color: "red", text: `Not as it should be: ${failed} of ${results.length} responses.` },
    ...problems.flatMap((problem) => ["", ...remedyLines(problem, results)]),
  );
}

function rowsOf(results: readonly Verification[]): string[][] {
  const header = ["stack", "resource", "interview", "event", "credential", "response", "time", "result"];
  const rows = results.map(({ declaration, event, finding }) => [
    declaration.stack,
    declaration.resource,
    String(publicNumber(declaration.aiInterviewId)),
    event,
    finding.probe,
    finding.response,
    `${finding.durationMs} ms`,
    finding.problem ?? "ok",
  ]);
  return [header, ...rows];
}

function remedyLines(problem: VerificationProblem, results: readonly Verification[]): string[] {
  const receivers = results
    .filter(({ finding }) => finding.problem === problem)
    .map(({ declaration, event, webhook }) => `  ${declaration.resource} ${event}: ${formatUrl(webhook)}`);
  return [`${problem}: ${ALL_REMEDIES[problem]}`, ...new Set(receivers)];
}

/** The documented shape of `verify --json`. */
export function verificationJson(results: readonly Verification[], ok: boolean): object {
  return {
    ok,
    results: results.map(({ declaration, event, webhook, finding }) => ({
      stack: declaration.stack,
      resource: declaration.resource,
      aiInterviewId: publicNumber(declaration.aiInterviewId),
      event,
      url: formatUrl(webhook),
      credential: finding.probe,
      ok: !finding.problem,
      response: finding.response,
      status: finding.status ?? null,
      durationMs: finding.durationMs,
      problem: finding.problem ?? null,
      remedy: finding.problem ? ALL_REMEDIES[finding.problem] : null,
    })),
  };
}
