import receiver = require("pulumi-xobin/receiver");
import { requireInCallbacks } from "../../../receiver/callback-functions";
import { sampleEvent } from "../../../sandbox/sample-events";

const AUTH: receiver.ApiKeyCredential = {
  type: "apikey",
  apikey: { key: "X-Webhook-Key", value: "canary-key" },
};
const KEY = { "x-webhook-key": "canary-key" };
const BODY = JSON.stringify(sampleEvent(206, "submission"));

/** A function by which Pulumi's SDK replaces another one that a callback function captures. */
type Replacement = (...args: unknown[]) => unknown;

function replacementOf(value: unknown): Replacement {
  return (value as { captureReplacement: () => Replacement }).captureReplacement();
}

afterEach(() => {
  jest.restoreAllMocks();
});

test("an exported function becomes one that requires the package, and does as it", () => {
  const replacement = replacementOf(receiver.verifyAuth);
  expect(replacement(KEY, AUTH)).toBe(true);
  expect(replacement({}, AUTH)).toBe(false);
});

test.each(["InvalidEventError", "UnknownEventError"] as const)(
  "%s cannot be captured: a copy of a class is another class",
  (name) => {
    expect(() => replacementOf(receiver[name])).toThrow(
      `${name} cannot be captured by a callback function: compare error.name with "${name}"`,
    );
  },
);

test("the module counts as needed at deployment only, so its exports are asked", () => {
  expect(receiver).toHaveProperty("deploymentOnlyModule", true);
  expect(Object.keys(receiver)).not.toContain("deploymentOnlyModule");
});

test.each<[string, unknown, object]>([
  ["createLambdaHandler", { httpMethod: "POST", headers: KEY, body: BODY }, { statusCode: 204 }],
  [
    "createWebHandler",
    new Request("http://localhost", { method: "POST", headers: KEY, body: BODY }),
    { status: 204 },
  ],
])("a handler of %s is made again of its options", async (factory, request, response) => {
  const onSubmission = jest.fn();
  const create = (receiver as unknown as Record<string, Replacement>)[factory] as Replacement;
  const exported = { [factory]: (options: unknown) => create(options) };
  requireInCallbacks(exported, [factory], () => receiver);
  const defineProperty = jest.spyOn(Object, "defineProperty");
  exported[factory]?.({ auth: AUTH, onSubmission });
  // The SDK asks the function that a handler captures, and nothing else gets at that one.
  const captured = defineProperty.mock.calls.find(([, name]) => name === "captureReplacement")?.[0];
  expect(await replacementOf(captured)(request)).toMatchObject(response);
  expect(onSubmission).toHaveBeenCalledTimes(1);
});
