import { unknownValue } from "@pulumi/pulumi/runtime/rpc";
import { interpolate, output } from "@pulumi/pulumi";
import { convertedOutputProblem, isUnknown } from "../../../../provider/validation/unknown-values";

test("an unknown value is the SDK's, and nothing else is", () => {
  expect(isUnknown(unknownValue)).toBe(true);
  expect(["", undefined, null, {}, `${unknownValue}x`].some(isUnknown)).toBe(false);
});

const PROBLEM = "contains an Output that was converted to a string: use pulumi.interpolate`…` or apply";

test.each([
  // eslint-disable-next-line @typescript-eslint/no-base-to-string, @typescript-eslint/restrict-template-expressions
  ["a template string", () => `https://${output("hooks")}.example.com`],
  ["JSON.stringify", () => JSON.stringify({ host: output("hooks") })],
])("an Output that %s converts is a mistake", (_case, convert) => {
  expect(convertedOutputProblem(convert())).toBe(PROBLEM);
});

test("text is none, and neither is what interpolate makes", async () => {
  expect(convertedOutputProblem("Calling the [Output<T>]")).toBeUndefined();
  const url = interpolate`https://${output("hooks")}.example.com`;
  expect(convertedOutputProblem(await new Promise<string>((resolve) => url.apply(resolve)))).toBeUndefined();
});
