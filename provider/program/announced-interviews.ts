import * as pulumi from "@pulumi/pulumi";
import { accountIdentity, CONFIG_NAMESPACE } from "../account";
import { UNSEEN_REMEDY, type RunJournal } from "../run/run-journal";
import { joinRun } from "../run/this-run";
import { EVENTS, type PartName } from "../settings/parts";
import { membersOf } from "./owners";
import { accountOf } from "./provider-resource";
import { isOutput } from "./serializable";

/**
 * Tells the hosts of the run which interviews a resource declares. An update of a group disables the interviews that were removed
 * from it, and the resource they moved to may not be checked yet.
 *
 * Where the language host does not run the program, nobody is told: under mocks there is no run, and an inline program of the
 * Automation API runs in a process that outlives it.
 *
 * @param interviews - the number of one interview, or the numbers of a group by name
 */
export function announceInterviews(
  interviews: unknown,
  parts: { [part in PartName]?: unknown },
  provider: pulumi.ProviderResource | undefined,
): void {
  const address = process.env["PULUMI_NODEJS_ENGINE"];
  if (!address) {
    return;
  }
  const journal = (run ??= joinRun(address));
  // A part behind an Output may turn out to be undefined, so it does not count.
  const names = [...EVENTS, "auth" as const].filter((part) => parts[part] && !isOutput(parts[part]));
  const announce = (known: unknown, account: string) => {
    journal.noteAnnounced(account, numbersOf(known).filter(isNumber), names);
    warnOnce(journal.problem);
  };
  const account = accountOf(provider) ?? configuredAccount();
  if (typeof account === "string" && numbersOf(interviews).every(isNumber)) {
    announce(interviews, account);
  } else {
    pulumi.all([interviews, account]).apply(([known, knownAccount]) => {
      announce(known, knownAccount);
    });
  }
}

let run: RunJournal | undefined;
let hasWarned = false;

/** The program warns and no host does, because a run has one program and many hosts. In a host, a delete fails. */
function warnOnce(problem: string | undefined): void {
  if (problem !== undefined && !hasWarned) {
    hasWarned = true;
    const line =
      `The processes of this run cannot see each other's declarations (${problem}). Interviews that move to another Provider, or leave ` +
      `a group or the program, are not switched off, and their step fails. ${UNSEEN_REMEDY}.`;
    // Without an engine, nobody reads it.
    pulumi.log.warn(line).catch(() => undefined);
  }
}

/** The account of resources without an explicit provider. */
function configuredAccount(): string {
  const config = new pulumi.Config(CONFIG_NAMESPACE);
  return accountIdentity(config.get("baseUrl"), config.get("account"));
}

function numbersOf(interviews: unknown): unknown[] {
  return membersOf(interviews).map(([, aiInterviewId]) => aiInterviewId);
}

function isNumber(value: unknown): value is number {
  return typeof value === "number";
}
