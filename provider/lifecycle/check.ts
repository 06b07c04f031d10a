import type { CheckResult } from "@pulumi/pulumi/dynamic";
import { currentConfiguration } from "./configuration";
import { declareInterviews } from "./interview";
import { problemIn } from "../run/program-problem";
import type { CheckFailure } from "../settings/check-failures";
import { withSecretCredential } from "../settings/state";
import { settingsWarnings } from "../settings/warnings";
import { warnOnce } from "./warn-once";
import type { Parts } from "../settings/parts";

/** What the checks of a single interview and of a group do differently. */
interface Declaration<Settings> {
  /** The inputs that the program's side may have refused. */
  readonly inspected: readonly unknown[];
  readonly checkSettings: (inputs: object) => { settings: Settings } | { failures: CheckFailure[] };
  /** Keeps the old inputs, once the new ones are right. */
  readonly keepOldInputs: () => void;
  readonly numbersOf: (settings: Settings) => number[];
  /** The subject of a warning. */
  readonly subjectOf: (settings: Settings) => string;
}

/** Checks a declaration, tells the run of it, prints its warnings, and adds the account that it is meant for. */
export function checkDeclaration<Settings extends Parts>(
  news: { __provider?: string | undefined },
  { inspected, checkSettings, keepOldInputs, numbersOf, subjectOf }: Declaration<Settings>,
): CheckResult {
  const problem = problemIn(inspected);
  if (problem !== undefined) {
    return { inputs: news, failures: [{ property: "", reason: problem }] };
  }
  const { __provider: _provider, ...inputs } = news;
  const checked = checkSettings(inputs);
  const configured = currentConfiguration();
  if ("failures" in configured || "failures" in checked) {
    return { inputs: news, failures: [...failuresOf(configured), ...failuresOf(checked)] };
  }
  const { config } = configured;
  const { settings } = checked;
  keepOldInputs();
  declareInterviews(config, numbersOf(settings), settings);
  for (const warning of settingsWarnings(settings, config.baseUrl)) {
    warnOnce(subjectOf(settings), warning);
  }
  return { inputs: withSecretCredential({ ...settings, account: config.account }) };
}

function failuresOf(result: object): CheckFailure[] {
  return "failures" in result ? (result.failures as CheckFailure[]) : [];
}
