import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import type { Config } from "../config";
import { interviewKey } from "../run/host-journal";
import { OWNER, twoOwnersMessage } from "../run/owner";
import { problemIn } from "../run/program-problem";
import { partNames, type Parts } from "../settings/parts";
import { markCredential } from "../settings/state";
import { settingsWarnings } from "../settings/warnings";
import { holdsUnknown, isUnknown } from "../validation/unknown-values";
import type { Host } from "./host";

/**
 * Checks the inputs of a single interview or of a group, and the configuration.
 *
 * @param suspects - inputs that may hold a `ProgramProblem` in place of a value
 * @returns the settings with their defaults, and the configuration that they are meant for; or all mistakes
 */
export function checkDeclaration<Settings>(
  host: Host,
  news: { __provider?: string | undefined; [OWNER]?: unknown },
  suspects: readonly unknown[],
  checkSettings: (inputs: object) => { settings: Settings } | { failures: CheckFailure[] },
): { settings: Settings; config: Config } | { failures: CheckFailure[] } {
  const problem = problemIn(suspects);
  if (problem !== undefined) {
    return { failures: [{ property: "", reason: problem }] };
  }
  const { __provider: _provider, [OWNER]: _owner, ...inputs } = news;
  const configured = host.configResult();
  const checked = checkSettings(inputs);
  if ("failures" in configured) {
    return { failures: [...configured.failures, ...("failures" in checked ? checked.failures : [])] };
  }
  return { ...configured, ...checked };
}

/**
 * Tells the run of a declaration, so that no delete undoes it, and prints its warnings.
 *
 * @param news - the inputs as they came, which a failure returns
 * @param interviews - with the resource that declares each, as messages name it
 * @param subject - the declaration, as a warning names it
 * @returns the inputs, with the account that they are meant for; or the failure that another resource declares one of the interviews
 */
export function acceptDeclaration(
  host: Host,
  news: object,
  { settings, config }: { settings: Parts; config: Config },
  interviews: readonly { aiInterviewId: number; owner: string | undefined }[],
  subject: string,
): CheckResult {
  const { baseUrl, account } = config;
  const known = interviews
    .filter(({ aiInterviewId }) => !isUnknown(aiInterviewId))
    .map((each) => ({ ...each, interview: interviewKey(baseUrl, each.aiInterviewId) }));
  const found = holdsUnknown(account) ? undefined : host.run().findOtherOwner(known, account);
  if (found) {
    const reason = twoOwnersMessage(found.aiInterviewId, [found.other, found.owner]);
    return { inputs: news, failures: [{ property: "", reason }] };
  }
  host.run().noteChecked(known, [...partNames(settings)], account);
  for (const warning of settingsWarnings(settings, baseUrl)) {
    warnOnce(host, subject, warning);
  }
  return { inputs: markCredential({ ...settings, account }) };
}

const warnings = new Set<string>();

/** One warning for all interviews with the same receiver. It names the first. */
function warnOnce(host: Host, subject: string, warning: string): void {
  if (!warnings.has(warning)) {
    warnings.add(warning);
    // An engine that has exited reads no warnings.
    host.log(`${subject}: warning: ${warning}`).catch(() => undefined);
  }
}
