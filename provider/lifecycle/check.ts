import type { CheckFailure, CheckResult } from "@pulumi/pulumi/dynamic";
import { OWNER, ownerIn, twoOwnersMessage } from "../run/owner";
import { problemIn } from "../run/program-problem";
import type { GroupInputs } from "../settings/group-state";
import { partNames, type Parts } from "../settings/parts";
import { markCredential, type Inputs } from "../settings/state";
import { settingsWarnings } from "../settings/warnings";
import { isUnknown } from "../validation/unknown-values";
import type { Host } from "./host";

/** Old inputs, of which some are no outputs: only `check` is given them. */
export type OldInputs = Partial<Inputs & GroupInputs>;

/** The interviews of a resource. With the account, they identify it in a run: `check` is told no name. */
type Identity = number | readonly number[];

const oldInputs = new Map<string, OldInputs>();
/** Each is printed once for all interviews with the same receiver, and names the first. */
const warnings = new Set<string>();

/**
 * The old inputs of a resource, for the steps after its `check`; `undefined` where there was none in this run, as in a refresh. They
 * are looked up by the new inputs: the outputs are other than the old inputs after an update that failed in part, because the engine
 * then keeps the inputs from before.
 */
export function oldInputsOf(account: string | undefined, identity: Identity): OldInputs | undefined {
  return oldInputs.get(keyOf(account, identity));
}

function keyOf(account: string | undefined, identity: Identity): string {
  return JSON.stringify([account, identity]);
}

interface Declared {
  readonly identity: Identity;
  /** With its name in a group. */
  readonly interviews: readonly { aiInterviewId: number; name?: string }[];
  /** The declaration, as a warning names it. */
  readonly subject: string;
}

/**
 * Checks the inputs of a single interview or of a group, and the configuration. Tells the run of a declaration without mistakes, so
 * that no delete undoes it, and prints its warnings.
 *
 * @param describe - describes the declaration by its checked settings, which may hold unknown values
 * @returns the settings with their defaults, and the account that they are meant for; or all mistakes
 */
export async function checkInputs<Settings extends Parts>(
  host: Host,
  olds: object,
  news: { __provider?: string; [OWNER]?: unknown },
  checkSettings: (inputs: object) => { settings: Settings } | { failures: CheckFailure[] },
  describe: (settings: Settings) => Declared,
): Promise<CheckResult> {
  const refuse = (...failures: CheckFailure[]) => ({ inputs: news, failures });
  const problem = problemIn(news);
  if (problem !== undefined) {
    return refuse({ property: "", reason: problem });
  }
  const { __provider: _provider, [OWNER]: _owner, ...inputs } = news;
  const configured = host.configResult();
  const checked = checkSettings(inputs);
  if ("failures" in configured || "failures" in checked) {
    return refuse(...[configured, checked].flatMap((each) => ("failures" in each ? each.failures : [])));
  }

  const { baseUrl, account } = configured.config;
  const { settings } = checked;
  const { identity, interviews, subject } = describe(settings);
  oldInputs.set(keyOf(account, identity), olds);
  const known = interviews
    .filter(({ aiInterviewId }) => !isUnknown(aiInterviewId))
    .map(({ aiInterviewId, name }) => ({ aiInterviewId, owner: ownerIn(news, name) }));
  const found = host.run().findOtherOwner(account, known);
  if (found) {
    const reason = twoOwnersMessage(found.aiInterviewId, [found.other, found.owner]);
    return refuse({ property: "", reason });
  }
  host.run().noteChecked(account, known, [...partNames(settings)]);
  for (const warning of settingsWarnings(settings, baseUrl)) {
    if (!warnings.has(warning)) {
      warnings.add(warning);
      await host.log(`${subject}: warning: ${warning}`);
    }
  }
  return { inputs: markCredential({ ...settings, account }) };
}
