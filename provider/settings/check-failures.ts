import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import { closest, distance } from "fastest-levenshtein";
import type { z } from "zod";
import { shorten } from "../shorten";
import { quoteName } from "../validation/names";

/** The properties of each block, by the block's path, and those of the resource by its name. */
export type KnownProperties = Readonly<Record<string, readonly string[]>>;

/** A resource of this package, as messages name it. */
export type ResourceName = "InterviewWebhooks" | "InterviewWebhooksGroup";

/** Longer keys are not spelling mistakes of a name, and are shortened in messages. */
const MAX_KEY = 60;

/** The failures of one issue that the schema found: one for each unknown property. */
export function failuresOf(
  issue: z.core.$ZodIssue,
  resource: ResourceName,
  known: KnownProperties,
): CheckFailure[] {
  if (issue.code !== "unrecognized_keys") {
    return [failure(issue.path, issue.message)];
  }
  const block = pathOf(issue.path) || resource;
  const properties = known[block] ?? [];
  return issue.keys.map((key) => failure([...issue.path, key], unknownProperty(key, block, properties)));
}

function unknownProperty(key: string, block: string, properties: readonly string[]): string {
  if (properties.includes(key)) {
    // The properties of `auth` alone depend on its type.
    const declared = key === "basic" ? "apikey" : "basic";
    return `does not apply to auth.type "${declared}": remove it, or set auth.type to "${key}"`;
  }
  const nearest = key.length > MAX_KEY ? "" : closest(key, [...properties]);
  // A third of the word may be mistyped; beyond that a suggestion would be a guess.
  const isNear = nearest !== "" && distance(key, nearest) <= Math.ceil(key.length / 3);
  const help = isNear ? `: did you mean ${nearest}?` : `; known properties: ${properties.join(", ")}`;
  return `is not a property of ${block}${help}`;
}

/**
 * The engine prints the value of a top-level property beside its failure, and a block may hold a secret.
 * So only the path of a nested property is given to it as `property`; the reason always names the path.
 */
function failure(path: PropertyKey[], reason: string): CheckFailure {
  const property = pathOf(path);
  return { property: path.length > 1 ? property : "", reason: `${property} ${reason}` };
}

/** The path in Pulumi's notation: `start.url`, and `start["a b"]` for a key that is not a name. */
function pathOf(path: PropertyKey[]): string {
  return path.reduce<string>((parent, key) => {
    const name = String(key);
    if (!/^[\w$]+$/.test(name) || name.length > MAX_KEY) {
      return `${parent}[${quoteName(shorten(name, MAX_KEY))}]`;
    }
    return parent === "" ? name : `${parent}.${name}`;
  }, "");
}
