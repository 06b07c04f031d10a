import type { CheckResult } from "@pulumi/pulumi/dynamic";
import type { Config } from "../config";
import { OWNER } from "../run/owner";
import { problemIn } from "../run/program-problem";
import type { CheckFailure } from "../settings/check-failures";
import type { Parts } from "../settings/parts";
import { markCredential } from "../settings/state";
import { settingsWarnings } from "../settings/warnings";
import type { Host } from "./host";
import { declareInterviews, type OwnedInterview } from "./interview";

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
 * Tells the run of a declaration, and prints its warnings.
 *
 * @param news - the inputs as they came, which a failure returns
 * @param subject - the declaration, as a warning names it
 * @returns the inputs, with the account that they are meant for; or the failure that another resource declares one of the interviews
 */
export function acceptDeclaration(
  host: Host,
  news: object,
  { settings, config }: { settings: Parts; config: Config },
  interviews: readonly OwnedInterview[],
  subject: string,
): CheckResult {
  const problem = declareInterviews(host, config, interviews, settings);
  if (problem !== undefined) {
    return { inputs: news, failures: [{ property: "", reason: problem }] };
  }
  for (const warning of settingsWarnings(settings, config.baseUrl)) {
    warnOnce(host, subject, warning);
  }
  return { inputs: markCredential({ ...settings, account: config.account }) };
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
