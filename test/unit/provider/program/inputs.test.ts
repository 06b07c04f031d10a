import { createContext, runInContext } from "node:vm";
import * as pulumi from "@pulumi/pulumi";
import { checkTriggers } from "../../../../provider/program/inputs";
import { problemIn } from "../../../../provider/run/program-problem";
import { registeredUnderMocks } from "../../../support/registered-resources";

registeredUnderMocks();

class Version {
  readonly major = 1;
}

const cycle: Record<string, unknown> = {};
cycle["self"] = { cycle };

/** The value, the defect that the message names, and the remedy. */
const UNSEEN: [name: string, value: () => unknown, problem: string, remedy: string][] = [
  ["a Date", () => new Date(), notCarried("of the class Date"), "Use date.toISOString()."],
  ["a Set", () => new Set([1]), notCarried("of the class Set"), "Use [...set]."],
  ["a Map", () => new Map(), notCarried("of the class Map"), "Use Object.fromEntries(map)."],
  ["a URL", () => new URL("https://a.example"), notCarried("of the class URL"), "Use url.href."],
  ["a RegExp", () => /a/, notCarried("of the class RegExp"), "Use String(regexp)."],
  ["an Error", () => new TypeError("a"), notCarried("of the class Error"), "Use error.message."],
  ["a Buffer", () => Buffer.from("a"), notCarried("of the class Buffer"), 'Use buffer.toString("base64").'],
  [
    "a Uint8Array",
    () => new Uint8Array(1),
    notCarried("of the class Uint8Array"),
    'Use Buffer.from(bytes).toString("base64").',
  ],
  ["a boxed number", () => Object(1) as unknown, notCarried("of the class Number"), "Use value.valueOf()."],
  [
    "an instance of a class",
    () => new Version(),
    notCarried("of the class Version"),
    "Use a string or the plain values that matter.",
  ],
  [
    "a WeakRef",
    () => new WeakRef({}),
    notCarried("of the class WeakRef"),
    "Use a string or the plain values that matter.",
  ],
  ["a bigint", () => 1n, notCarried("a bigint"), "Use String(value)."],
  ["a symbol", () => Symbol("a"), notCarried("a symbol"), "Use value.description."],
  ["a function", () => () => 1, notCarried("a function"), "Use its result."],
  ["NaN", () => NaN, notCarried("NaN"), "Use a finite number or String(value)."],
  ["-Infinity", () => -Infinity, notCarried("-Infinity"), "Use a finite number or String(value)."],
  [
    "a cycle",
    () => cycle["self"],
    "refers back to an object that contains it",
    "Use the values that matter.",
  ],
  [
    "a key that JavaScript keeps for itself",
    () => JSON.parse('{ "__proto__": 1 }') as unknown,
    "has the key __proto__, which Pulumi leaves out",
    "Use another key.",
  ],
  [
    "a resource",
    () => new pulumi.ComponentResource("test:index:Component", "component"),
    "is a resource, of which only the id or URN is passed on",
    "Use the outputs that matter, such as resource.id.",
  ],
  [
    "an asset",
    () => new pulumi.asset.FileAsset("a.txt"),
    "is an asset, of which the content is not passed on",
    "Use a hash of its content.",
  ],
];

const RESOURCE = 'InterviewWebhooks "receptionist"';

describe.each(UNSEEN)("%s", (_name, value, problem, remedy) => {
  const message = (path: string) =>
    `InterviewWebhooks "receptionist": ${path} ${problem}, so a change in it would not be seen. ${remedy}`;

  test("is refused at once, with its path and its replacement", () => {
    // In a cycle, the way back to the start is part of the path.
    const toCycle = problem.startsWith("refers") ? ".cycle.self" : "";
    const refused = () => checkTriggers(RESOURCE, ["a", { b: [0, value()] }]);
    expect(refused).toThrow(pulumi.RunError);
    expect(refused).toThrow(message(`triggers[1].b[1]${toCycle}`));
  });

  test("is reported by check once it is known, behind a Promise or an Output", async () => {
    const behind = [Promise.resolve([{ at: value() }]), pulumi.output(0).apply(() => [{ at: value() }])];
    for (const trigger of behind) {
      const [checked] = checkTriggers(RESOURCE, [trigger]) as [unknown];
      const reported = problemIn(await promiseOf(checked));
      expect(reported).toContain(`${RESOURCE}: triggers[0][0].at`);
      expect(reported).toContain(problem);
    }
  });
});

test("values that Pulumi passes on stay as they are", () => {
  const shared = { a: 1 };
  const plain = ["a", 0, -0, true, null, undefined, "", { "b c": [shared, shared], d: undefined }, []];
  expect(checkTriggers(RESOURCE, plain)).toEqual(plain);
  const otherRealm = runInContext('({ a: [1, { b: "c" }] })', createContext()) as object;
  expect(checkTriggers(RESOURCE, [otherRealm])).toEqual([{ a: [1, { b: "c" }] }]);
  expect(checkTriggers(RESOURCE, [Object.assign(Object.create(null), shared)])).toEqual([shared]);
});

test("an Output keeps its value and stays a secret", async () => {
  const [checked] = checkTriggers(RESOURCE, [pulumi.secret({ a: 1 })]) as [pulumi.Output<unknown>];
  expect(await promiseOf(checked)).toEqual({ a: 1 });
  expect(await pulumi.isSecret(checked)).toBe(true);
});

test("a key that is not a name is quoted in the path", () => {
  expect(() => checkTriggers(RESOURCE, [{ "a b": 1n }])).toThrow('triggers[0]["a b"] is a bigint');
});

test("triggers that are no array are looked at as well", () => {
  expect(() => checkTriggers(RESOURCE, new Set() as unknown as [])).toThrow("triggers is of the class Set");
});

function notCarried(kind: string): string {
  return `is ${kind}, which Pulumi cannot pass on`;
}

/** The value, or the error, of an Output or a Promise. */
async function promiseOf(value: unknown): Promise<unknown> {
  if (!pulumi.Output.isInstance(value)) {
    return value;
  }
  const output = value as unknown as OutputPromises;
  // A failed Output rejects each of its promises.
  await Promise.allSettled([output.promise(), output.isKnown, output.isSecret, output.allResources()]);
  return output.promise();
}

/** The promises of an Output that the SDK's public types leave out. */
interface OutputPromises {
  promise(): Promise<unknown>;
  allResources(): Promise<unknown>;
  readonly isKnown: Promise<boolean>;
  readonly isSecret: Promise<boolean>;
}
