import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../tools/run-process";
import { declare, declareGroup } from "../support/declare";
import { setup, type Setup } from "../support/setup";
import { installedExample, typeErrors } from "./installed";

const TYPE = "pulumi-nodejs:dynamic/xobin:InterviewWebhooks";
const AUTH = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary" } };
const ALLOWED = ["hooks.example.com", ".on.aws"];
let folder: string;
/** A program that serves the policy pack to the engine, as the language host of a newer Pulumi starts it. */
let analyzer: string;

beforeAll(() => {
  folder = installedExample("policy");
  analyzer = join(folder, "analyzer.sh");
  // The language host among the Go modules does not run policy packs; the engine takes a program in place of a folder.
  writeFileSync(
    analyzer,
    `#!/bin/sh\ncd "${folder}" && exec "${process.execPath}" node_modules/@pulumi/pulumi/cmd/run-policy-pack "$1" .\n`,
    { mode: 0o755 },
  );
}, 240_000);

test("policy: on the engine, violations end the preview, corrections are sent", async () => {
  const at = await setup();
  const group = (url: string, auth?: object) => declareGroup({ a: 1 }, { start: { url }, auth });
  at.stack.program(
    declaration("https://elsewhere.example/submission") + group("https://elsewhere.example/start"),
  );
  const preview = await at.stack.preview(...policyArgs());
  expect(preview.code).not.toBe(0);
  expect(preview.output).toContain("Declare auth");
  expect(preview.output).toContain(
    "submission.url is on elsewhere.example, which is none of: hooks.example.com",
  );
  expect(preview.output).toContain("start.url is on elsewhere.example");

  at.stack.program(
    declaration("https://hooks.example.com/submission", AUTH) +
      group("https://hooks.example.com/start", AUTH),
  );
  expect(await upWithPolicies(at)).toMatchObject({ code: 0 });
  expect(at.sandbox.requests).toHaveLength(2);
});

test("policy: on the engine, an unknown URL is checked before it is sent", async () => {
  const at = await setup();
  at.stack.program(`
    class Receiver extends pulumi.dynamic.Resource {
      constructor() {
        super({ create: async () => ({ id: "receiver", outs: { url: "https://elsewhere.example/" } }) }, "receiver", { url: undefined });
      }
    }
    const submission = { url: new Receiver().url };
    new InterviewWebhooks("receptionist", { aiInterviewId: 206, submission, auth: ${JSON.stringify(AUTH)} });`);

  expect(await at.stack.preview(...policyArgs())).toMatchObject({ code: 0 });
  const { code, output } = await upWithPolicies(at);
  expect(code).not.toBe(0);
  expect(output).toContain("submission.url is on elsewhere.example");
  expect(at.sandbox.requests).toEqual([]);
});

test("policy: violations name their property, and other resources have none", () => {
  const violations = violationsOf([
    { type: TYPE, props: { start: { url: "https://hooks.example.com/start" }, auth: AUTH } },
    { type: TYPE, props: { start: { url: "https://a1.lambda-url.eu-central-1.on.aws/" }, auth: AUTH } },
    { type: "random:index/randomPassword:RandomPassword", props: {} },
    { type: TYPE, props: { start: {}, auth: AUTH } },
    { type: TYPE, props: { start: { url: "https://hooks.example.com/start" } } },
    { type: TYPE, props: { start: {}, auth: { ...AUTH, status: false } } },
    { type: TYPE, props: { submission: { url: "https://hooks.example.com.evil.example/" }, auth: AUTH } },
    { type: TYPE, props: { submission: { url: "https://aws.example/on.aws" }, auth: AUTH } },
    { type: `${TYPE}Group`, props: { interviews: { a: 1 }, start: { url: "https://elsewhere.example/" } } },
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
    [expect.stringContaining("start.url is on elsewhere.example"), expect.stringContaining("Declare auth")],
  ]);
}, 60_000);

test("policy: type-checks", () => {
  expect(typeErrors(folder)).toBe("");
}, 120_000);

function upWithPolicies({ stack }: Setup): Promise<Run> {
  return stack.up("--skip-preview", ...policyArgs());
}

function policyArgs(): string[] {
  return ["--policy-pack", analyzer, "--policy-pack-config", join(folder, "config.json")];
}

function declaration(url: string, auth?: object): string {
  return declare({ submission: { url }, auth });
}

/** The violations that the policies report of each resource, in a process that has their dependencies. */
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
