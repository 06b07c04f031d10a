import * as pulumi from "@pulumi/pulumi";
import { orProblem } from "../run/program-problem";
import { defectOf } from "./serializable";

/**
 * Checks that the engine gets to see a change in any of the triggers.
 *
 * @returns the triggers; of those behind a Promise or an Output, `check` reports the problem
 * @throws `pulumi.RunError` that names the first value that the SDK cannot carry, and its replacement
 */
export function checkTriggers(resource: string, triggers: unknown): unknown {
  return checkTrigger(triggers, `${resource}: triggers`, []);
}

function checkTrigger(trigger: unknown, path: string, holders: readonly object[]): unknown {
  return inspectInput(trigger, (known) => {
    requireCarried(known, path, ", so a change in it would not be seen", holders);
    if (typeof known !== "object" || known === null) {
      return known;
    }
    const within = [...holders, known];
    return Array.isArray(known)
      ? Array.from(known, (item: unknown, index) => checkTrigger(item, `${path}[${index}]`, within))
      : mapMembers(known, (member, key) => checkTrigger(member, pathTo(path, key), within));
  });
}

function pathTo(parent: string, key: string): string {
  return /^[\w$]+$/.test(key) ? `${parent}.${key}` : `${parent}[${JSON.stringify(key)}]`;
}

/**
 * Checks that all interviews of a group reach the engine. A Map, for one, would arrive as a group of none, and all of them would be
 * switched off.
 *
 * @returns the property `interviews` as the SDK is given it; of what is behind a Promise or an Output, `check` reports the problem
 * @throws `pulumi.RunError` where the SDK cannot carry what holds the interviews
 */
export function checkInterviews(groupName: string, interviews: unknown): unknown {
  return inspectInput(interviews, (known) => {
    requireCarried(known, `InterviewWebhooksGroup "${groupName}": interviews`);
    const isByName = typeof known === "object" && known !== null && !Array.isArray(known);
    return isByName ? mapMembers(known, withNull) : known;
  });
}

/** `null` for `undefined`: the SDK drops undefined members, and the group would lose that interview. */
function withNull(aiInterviewId: unknown): unknown {
  return typeof aiInterviewId === "number"
    ? aiInterviewId
    : pulumi.output(aiInterviewId as pulumi.Input<number | undefined>).apply((known) => known ?? null);
}

/**
 * Inspects an input at once, or when it is known: then `check` reports the problem. Not by `pulumi.output`, which makes `{}` of a Map
 * before it can be seen.
 */
function inspectInput(input: unknown, inspect: (known: unknown) => unknown): unknown {
  // A Promise may hold an Output.
  const inspectLater = (known: unknown) => orProblem(() => inspectInput(known, inspect));
  if (pulumi.Output.isInstance(input)) {
    return input.apply(inspectLater);
  }
  return input instanceof Promise ? input.then(inspectLater) : inspect(input);
}

function requireCarried(value: unknown, path: string, consequence = "", holders: readonly object[] = []) {
  const defect = defectOf(value, holders);
  if (defect) {
    throw new pulumi.RunError(`${path} ${defect.problem}${consequence}. ${defect.remedy}.`);
  }
}

function mapMembers(value: object, change: (member: unknown, key: string) => unknown): object {
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, change(member, key)]));
}
