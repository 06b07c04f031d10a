import * as pulumi from "@pulumi/pulumi";
import { defectOf, inspectInput } from "./serializable";

/**
 * Checks that the engine gets to see a change in any of the triggers: the SDK passes plain data on, and turns most other values
 * into `{}` or nothing, so that a change in them would never be one.
 *
 * @returns the triggers; of those behind a Promise or an Output, `check` reports the problem
 * @throws `pulumi.RunError` that names the first value that the SDK cannot carry, and its replacement
 */
export function checkTriggers(resource: string, triggers: unknown): unknown {
  const check = (value: unknown, path: string, holders: readonly object[]): unknown =>
    inspectInput(value, (known) => checkKnown(known, path, holders));
  const checkKnown = (value: unknown, path: string, holders: readonly object[]): unknown => {
    const defect = defectOf(value, holders);
    if (defect) {
      throw new pulumi.RunError(
        `${resource}: ${path} ${defect.problem}, so a change in it would not be seen. ${defect.remedy}.`,
      );
    }
    if (typeof value !== "object" || value === null) {
      return value;
    }
    const within = [...holders, value];
    return Array.isArray(value)
      ? Array.from(value, (item: unknown, index) => check(item, `${path}[${index}]`, within))
      : Object.fromEntries(
          Object.entries(value).map(([key, member]) => [key, check(member, pathTo(path, key), within)]),
        );
  };
  return check(triggers, "triggers", []);
}

function pathTo(parent: string, key: string): string {
  return /^[\w$]+$/.test(key) ? `${parent}.${key}` : `${parent}[${JSON.stringify(key)}]`;
}
