import * as pulumi from "@pulumi/pulumi";
import { baseUrlOf } from "../account";
import { UNSEEN_REMEDY, type RunJournal } from "../run/run-journal";
import { interviewKey } from "../run/host-journal";
import { joinRun } from "../run/this-run";
import type { PartName, Parts } from "../settings/parts";

/**
 * Tells the hosts of the run that the program declares an interview. A group switches off what leaves it in its own update, which
 * may come before the engine has had the resource checked that the interview has moved to.
 *
 * A part behind an Output may turn out to be undefined, so it does not count. Where the language host does not run the program
 * (mocks, an inline program of the Automation API), there is nobody to tell, or a process that outlives the run.
 */
export function announce(
  account: string,
  aiInterviewId: number,
  parts: { [part in PartName]?: unknown },
): void {
  const address = process.env["PULUMI_NODEJS_ENGINE"];
  if (address) {
    run ??= joinRun(address);
    run.noteAnnounced(interviewKey(baseUrlOf(account), aiInterviewId), knownNames(parts), account);
    warnOnce(run.problem);
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

const PART_NAMES: readonly (keyof Parts)[] = ["start", "submission", "auth"];

function knownNames(parts: { [part in PartName]?: unknown }): PartName[] {
  return PART_NAMES.filter((name) => {
    const part = parts[name];
    return (
      typeof part === "object" &&
      part !== null &&
      !pulumi.Output.isInstance(part) &&
      !(part instanceof Promise)
    );
  });
}
