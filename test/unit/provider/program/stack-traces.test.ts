import * as pulumi from "@pulumi/pulumi";
import { InterviewWebhooks, type InterviewWebhooksArgs } from "../../../../provider";
import { valueOf } from "../../../support/value-of";

const args: InterviewWebhooksArgs = { aiInterviewId: 206, start: { url: "https://receiver.example/start" } };

beforeAll(() =>
  pulumi.runtime.setMocks({
    newResource: ({ name, inputs }) => ({ id: name, state: inputs as object }),
    call: () => ({}),
  }),
);

afterEach(() => {
  delete process.env["PULUMI_DEBUG_PROMISE_LEAKS"];
});

test("a declaration takes no stack trace for its Outputs", async () => {
  expect(await takenBy(() => new InterviewWebhooks("receptionist", args))).toBeLessThan(3);
});

test("PULUMI_DEBUG_PROMISE_LEAKS keeps the stack traces that it prints", async () => {
  process.env["PULUMI_DEBUG_PROMISE_LEAKS"] = "true";
  expect(await takenBy(() => new InterviewWebhooks("receptionist", args))).toBeGreaterThan(10);
});

test("the program's own errors have as many places after a declaration as before", async () => {
  Error.stackTraceLimit = 50;
  await valueOf(new InterviewWebhooks("receptionist", args).urn);
  expect(Error.stackTraceLimit).toBe(50);
  expect(() => new InterviewWebhooks("", args)).toThrow("Missing resource name");
  expect(Error.stackTraceLimit).toBe(50);
});

test("an error of the SDK names where the resource is declared", () => {
  expect(
    thrownBy(function declareWithoutName() {
      new InterviewWebhooks("", args);
    }).stack,
  ).toMatch(/Missing resource name[^]*new Resource [^]*declareWithoutName/);
});

test("an error in a program's transformation names both the transformation and the declaration", () => {
  const transformations = [
    function refuse() {
      throw new Error("refused");
    },
  ];
  expect(
    thrownBy(function declare() {
      new InterviewWebhooks("receptionist", args, { transformations });
    }).stack,
  ).toMatch(/refused[^]*at .*refuse [^]*at .*declare /);
});

/** How many stack traces of more than one place a declaration takes before it returns. */
async function takenBy(declare: () => pulumi.Resource): Promise<number> {
  const before: unknown = Reflect.get(Error, "prepareStackTrace");
  let taken = 0;
  Error.prepareStackTrace = (error, places) => {
    taken += places.length > 1 ? 1 : 0;
    return String(error);
  };
  let resource;
  try {
    resource = declare();
  } finally {
    Reflect.set(Error, "prepareStackTrace", before);
  }
  // What is still on its way when a test file ends would end its process.
  await valueOf(resource.urn);
  return taken;
}

function thrownBy(call: () => void): Error {
  try {
    call();
  } catch (error) {
    return error as Error;
  }
  throw new Error("Nothing was thrown.");
}
