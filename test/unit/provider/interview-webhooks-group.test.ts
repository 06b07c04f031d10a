import * as pulumi from "@pulumi/pulumi";
import { InterviewWebhooks, InterviewWebhooksGroup, Provider } from "../../../provider";
import { problemIn } from "../../../provider/run/program-problem";
import { registeredUnderMocks } from "../../support/registered-resources";
import { valueOf } from "../../support/value-of";

const registered = registeredUnderMocks();

const START = { url: "https://receiver.example/start" };

test("a program that declares a group runs under Pulumi's mocks", async () => {
  const group = new InterviewWebhooksGroup("emea", {
    interviews: { receptionist: 206, "head-chef": pulumi.output(311) },
    start: START,
    auth: { type: "basic", basic: { username: "hooks", password: "fake-password" } },
    verifyReceiver: true,
  });

  expect(await valueOf(group.interviews)).toEqual({ receptionist: 206, "head-chef": 311 });
  expect(await valueOf(group.start)).toEqual(START);
  expect(await valueOf(group.submission)).toBeUndefined();
  expect(await pulumi.isSecret(group.auth)).toBe(true);
  expect(await pulumi.isSecret(group.interviews)).toBe(false);
  expect(registered).toMatchObject([
    {
      type: "pulumi-nodejs:dynamic/xobin:InterviewWebhooksGroup",
      name: "emea",
      inputs: { interviews: { receptionist: 206, "head-chef": 311 }, start: START, verifyReceiver: true },
    },
  ]);
});

test("all interviews may be behind an Output or a Promise", async () => {
  const first = new InterviewWebhooksGroup("first", { interviews: pulumi.output({ a: 1 }), start: START });
  const second = new InterviewWebhooksGroup("second", {
    interviews: Promise.resolve({ b: 2 }),
    start: START,
  });
  expect(await valueOf(first.interviews)).toEqual({ a: 1 });
  expect(await valueOf(second.interviews)).toEqual({ b: 2 });
  const third = new InterviewWebhooksGroup("third", {
    interviews: Promise.resolve(pulumi.output({ c: 3 })) as never,
    start: START,
  });
  expect(await valueOf(third.interviews)).toEqual({ c: 3 });
});

test.each<[string, unknown]>([
  ["undefined", undefined],
  ["undefined behind an Output", pulumi.output(undefined)],
  ["undefined behind a Promise", Promise.resolve(undefined)],
])("an interview whose number is %s is not left out in silence", async (_name, value) => {
  const number = value as number;
  const group = new InterviewWebhooksGroup("emea", { interviews: { a: 1, b: number }, start: START });
  expect(await valueOf(group.interviews)).toEqual({ a: 1, b: null });
  const behind = pulumi.output(0).apply(() => ({ a: 2, b: number }));
  const later = new InterviewWebhooksGroup("apac", { interviews: behind, start: START });
  expect(await valueOf(later.interviews)).toEqual({ a: 2, b: null });
});

describe("interviews that would not arrive, and be switched off in silence", () => {
  class Members {
    readonly a = 1;
  }
  const DEFECTS: [name: string, value: unknown, problem: string][] = [
    [
      "a Map",
      new Map([["a", 1]]),
      "is of the class Map, which Pulumi cannot pass on. Use Object.fromEntries(map).",
    ],
    ["a Set", new Set([1]), "is of the class Set, which Pulumi cannot pass on. Use [...set]."],
    ["an instance of a class", new Members(), "is of the class Members, which Pulumi cannot pass on."],
    ["a name that JavaScript keeps for itself", JSON.parse('{ "__proto__": 1 }'), "has the key __proto__"],
  ];

  test.each(DEFECTS)("are refused at once: %s", (_name, value, problem) => {
    const declare = () =>
      new InterviewWebhooksGroup("emea", { interviews: value as Record<string, number>, start: START });
    expect(declare).toThrow(pulumi.RunError);
    expect(declare).toThrow(`InterviewWebhooksGroup "emea": interviews ${problem}`);
  });

  test.each(DEFECTS)(
    "are reported by the check, behind an Output or a Promise: %s",
    async (_name, value, problem) => {
      for (const [at, interviews] of [
        pulumi.output(0).apply(() => value),
        Promise.resolve(value),
      ].entries()) {
        const group = new InterviewWebhooksGroup(`emea-${at}`, {
          interviews: interviews as never,
          start: START,
        });
        expect(problemIn(await valueOf(group.interviews))).toContain(`interviews ${problem}`);
      }
    },
  );
});

test.each([[[206, 311]], [206], ["receptionist"], [null]])(
  "interviews that are no object reach the check, which names the mistake: %j",
  async (interviews) => {
    const group = new InterviewWebhooksGroup("emea", { interviews: interviews as never, start: START });
    expect(await valueOf(group.interviews)).toEqual(interviews);
  },
);

test.each(["import", "id"] as const)("the option %s is refused with the way that works", (option) => {
  expect(
    () => new InterviewWebhooksGroup("emea", { interviews: { a: 1 }, start: START }, { [option]: "206" }),
  ).toThrow(`InterviewWebhooksGroup "emea" cannot take the option ${option}`);
});

test("a trigger that Pulumi cannot pass on is an error", () => {
  expect(
    () => new InterviewWebhooksGroup("emea", { interviews: { a: 1 }, start: START, triggers: [new Date()] }),
  ).toThrow('InterviewWebhooksGroup "emea": triggers[0] is of the class Date');
});

describe("under mocks, an interview that is certainly declared twice", () => {
  type Interviews = ConstructorParameters<typeof InterviewWebhooksGroup>[1]["interviews"];
  const group = (name: string, interviews: Interviews, opts?: pulumi.CustomResourceOptions) =>
    new InterviewWebhooksGroup(name, { interviews, start: START }, opts);
  const single = (name: string, aiInterviewId: number, opts?: pulumi.CustomResourceOptions) =>
    new InterviewWebhooks(name, { aiInterviewId, start: START }, opts);

  test.each<[string, () => unknown, string]>([
    [
      "in two groups",
      () => [group("emea", { a: 206 }), group("apac", { b: 206 })],
      '"apac" member "b" and by "emea" member "a"',
    ],
    [
      "alone and in a group",
      () => [single("one", 206), group("emea", { a: 206 })],
      '"emea" member "a" and by "one"',
    ],
    [
      "in a group and alone",
      () => [group("emea", { a: 206 }), single("one", 206)],
      '"emea" member "a" and by "one"',
    ],
    [
      "twice with one Provider",
      () => {
        const provider = new Provider("emea", { account: "emea", apiKey: "fake" });
        return [single("one", 206, { provider }), single("two", 206, { provider })];
      },
      '"one" and by "two"',
    ],
  ])("is an error that names both: %s", async (_where, program, names) => {
    expect((await inStack(program))?.message).toContain(`Interview 206 is declared twice, by ${names}`);
  });

  test.each<[string, () => unknown]>([
    ["a number behind an Output", () => [single("one", 206), single("two", pulumi.output(206) as never)]],
    ["another provider", () => [single("one", 206), single("two", 206, apac())]],
    [
      "numbers that are missing",
      () => [single("one", undefined as never), single("two", undefined as never)],
    ],
  ])("is none where %s leaves it to the check", async (_what, program) => {
    expect(await inStack(program)).toBeUndefined();
  });

  const apac = () => ({ provider: new Provider("apac", { account: "apac", apiKey: "fake" }) });
});

test("under mocks, no input says who declares an interview", async () => {
  const webhooks = new InterviewWebhooks("one", { aiInterviewId: 206, start: START });
  await valueOf(webhooks.urn);
  expect(Object.keys(registered[0]?.inputs as object)).not.toContain("__owner");
});

/** Runs a program as one deployment, in which an interview has one owner. @returns its error */
async function inStack(program: () => unknown): Promise<Error | undefined> {
  let error: Error | undefined;
  await pulumi.runtime.runInPulumiStack(() => {
    try {
      program();
    } catch (thrown) {
      // A program that throws ends the process.
      error = thrown as Error;
    }
    return Promise.resolve({});
  });
  return error;
}
