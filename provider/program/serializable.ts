import * as pulumi from "@pulumi/pulumi";

/** Whether a value is there later only, or not at all in a preview. */
export function isOutput(value: unknown): value is pulumi.Output<unknown> | Promise<unknown> {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}

/**
 * Why the SDK cannot carry a value to the engine, apart from what is in the value, and what to do. The SDK passes plain data on, and
 * turns most other values into `{}` or nothing.
 *
 * @param holders - the objects that the value is in
 */
export function defectOf(value: unknown, holders: readonly object[]) {
  const remedy = REMEDIES[typeof value];
  if (remedy !== undefined) {
    return notCarried(`a ${typeof value}`, remedy);
  }
  if (typeof value === "number" && !Number.isFinite(value)) {
    return notCarried(String(value), "Use a finite number or String(value)");
  }
  return typeof value === "object" && value !== null ? objectDefect(value, holders) : undefined;
}

function objectDefect(value: object, holders: readonly object[]) {
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
  if (Object.hasOwn(value, "__proto__")) {
    return { problem: "has the key __proto__, which Pulumi leaves out", remedy: "Use another key" };
  }
  if (Array.isArray(value) || isPlain(value)) {
    return undefined;
  }
  const className = classOf(value);
  const remedy = REMEDIES[className] ?? "Use a string or the plain values that matter";
  return notCarried(`of the class ${className}`, remedy);
}

function notCarried(kind: string, remedy: string) {
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

/** By type, and by class. */
const REMEDIES: Readonly<Record<string, string>> = {
  bigint: "Use String(value)",
  symbol: "Use value.description",
  function: "Use its result",
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
