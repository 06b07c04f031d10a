import { execFileSync } from "node:child_process";
import { installedExample, typeErrors } from "./installed";

const TYPE = "pulumi-nodejs:dynamic/xobin:InterviewWebhooks";
const AUTH = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary" } };
const ALLOWED = ["hooks.example.com", ".on.aws"];
let folder: string;

beforeAll(() => {
  folder = installedExample("policy");
}, 240_000);

test("policy: what violates it is reported with its property, and nothing else is", () => {
  const violations = violationsOf([
    { type: TYPE, props: { start: { url: "https://hooks.example.com/start" }, auth: AUTH } },
    { type: TYPE, props: { start: { url: "https://a1.lambda-url.eu-central-1.on.aws/" }, auth: AUTH } },
    { type: "random:index/randomPassword:RandomPassword", props: {} },
    { type: TYPE, props: { start: {}, auth: AUTH } },
    { type: TYPE, props: { start: { url: "https://hooks.example.com/start" } } },
    { type: TYPE, props: { start: {}, auth: { ...AUTH, status: false } } },
    { type: TYPE, props: { submission: { url: "https://hooks.example.com.evil.example/" }, auth: AUTH } },
    { type: TYPE, props: { submission: { url: "https://aws.example/on.aws" }, auth: AUTH } },
  ]);

  expect(violations).toEqual([
    [],
    [],
    [],
    [],
    [expect.stringContaining("Declare auth")],
    [expect.stringContaining("auth.status must not be false")],
    ["submission.url is on hooks.example.com.evil.example, which is none of: hooks.example.com, .on.aws."],
    [expect.stringContaining("submission.url is on aws.example")],
  ]);
}, 60_000);

test("policy: type-checks", () => {
  expect(typeErrors(folder)).toBe("");
}, 120_000);

/** What the policies report of each resource, in a process that has their dependencies. */
function violationsOf(resources: { type: string; props: object }[]): string[][] {
  const script = `
    const policies = Object.values(require("./policies.ts"));
    const getConfig = () => ({ hosts: ${JSON.stringify(ALLOWED)} });
    const violations = ${JSON.stringify(resources)}.map((resource) => {
      const reported = [];
      for (const policy of policies) policy.validateResource({ ...resource, getConfig }, (message) => reported.push(message));
      return reported;
    });
    console.log(JSON.stringify(violations));`;
  const printed = execFileSync(process.execPath, ["--import", require.resolve("tsx"), "-e", script], {
    cwd: folder,
    encoding: "utf8",
  });
  return JSON.parse(printed) as string[][];
}
