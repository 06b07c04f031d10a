import * as pulumi from "@pulumi/pulumi";
import { orProblem } from "../settings/program-problem";

type Triggers = pulumi.Input<pulumi.Input<unknown>[]>;

/**
 * Checks that the engine gets to see a change in any of the triggers: the SDK passes plain data on, and turns most other values
 * into `{}` or nothing, so that a change in them would never be one.
 *
 * @returns the triggers; of those behind a Promise or an Output, `check` reports the problem
 * @throws `pulumi.RunError` that names the first value that the SDK cannot carry, and its replacement
 */
export function checkTriggers(resource: string, triggers: Triggers): Triggers {
  const check = (value: unknown, path: string, holders: readonly object[]): unknown => {
    if (pulumi.Output.isInstance(value)) {
      return value.apply((known) => orProblem(() => check(known, path, holders)));
    }
    if (value instanceof Promise) {
      return value.then((known) => orProblem(() => check(known, path, holders)));
    }
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
  return check(triggers, "triggers", []) as Triggers;
}

function pathTo(parent: string, key: string): string {
  return /^[\w$]+$/.test(key) ? `${parent}.${key}` : `${parent}[${JSON.stringify(key)}]`;
}

interface Defect {
  readonly problem: string;
  readonly remedy: string;
}

function defectOf(value: unknown, holders: readonly object[]): Defect | undefined {
  switch (typeof value) {
    case "bigint":
      return notCarried("a bigint", "Use String(value)");
    case "symbol":
      return notCarried("a symbol", "Use value.description");
    case "function":
      return notCarried("a function", "Use its result");
    case "number":
      return Number.isFinite(value)
        ? undefined
        : notCarried(String(value), "Use a finite number or String(value)");
    case "object":
      return value === null ? undefined : objectDefect(value, holders);
    default:
      return undefined;
  }
}

function objectDefect(value: object, holders: readonly object[]): Defect | undefined {
  if (holders.includes(value)) {
    return { problem: "refers back to an object that contains it", remedy: "Use the values that matter" };
  }
  if (pulumi.Resource.isInstance(value)) {
    return {
      problem: "is a resource, of which only the id or URN is passed on",
      remedy: "Use the outputs that matter, such as resource.id",
    };
  }
  if (pulumi.asset.Asset.isInstance(value) || pulumi.asset.Archive.isInstance(value)) {
    return {
      problem: "is an asset, of which the content is not passed on",
      remedy: "Use a hash of its content",
    };
  }
  return Array.isArray(value) || isPlain(value)
    ? undefined
    : notCarried(`of the class ${classOf(value)}`, remedyFor(value));
}

function notCarried(kind: string, remedy: string): Defect {
  return { problem: `is ${kind}, which Pulumi cannot pass on`, remedy };
}

/** Plain objects of another realm, such as those of a test runner, have a prototype of their own. */
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

/** The class by its built-in tag, which holds across realms, or else by its name. */
function classOf(value: object): string {
  const tag = Object.prototype.toString.call(value).slice("[object ".length, -1);
  const { name } = value.constructor;
  return tag === "Object" || tag === "Uint8Array" ? name || "without a name" : tag;
}

function remedyFor(value: object): string {
  return REMEDIES[classOf(value)] ?? "Use a string or the plain values that matter";
}

const REMEDIES: Readonly<Record<string, string>> = {
  Date: "Use date.toISOString()",
  Set: "Use [...set]",
  Map: "Use Object.fromEntries(map)",
  URL: "Use url.href",
  URLSearchParams: "Use params.toString()",
  RegExp: "Use String(regexp)",
  Error: "Use error.message",
  Buffer: 'Use buffer.toString("base64")',
  Uint8Array: 'Use Buffer.from(bytes).toString("base64")',
  ArrayBuffer: 'Use Buffer.from(bytes).toString("base64")',
  Number: "Use value.valueOf()",
  String: "Use value.valueOf()",
  Boolean: "Use value.valueOf()",
};
