import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { goodReceiver, startReceiver } from "../support/receivers";
import { cli } from "./command";

jest.setTimeout(60_000);

const folder = mkdtempSync(join(tmpdir(), "pulumi-xobin-"));
writeFileSync(join(folder, "Pulumi.yaml"), "name: app\nruntime: nodejs\n");
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** Puts a program in place of the Pulumi CLI, and runs a command of ours with it. */
async function withPulumi(script: string, ...args: string[]) {
  const file = join(folder, "pulumi");
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return cli([...args, "--cwd", folder], { PATH: `${folder}:/usr/bin:/bin` });
}

/** A CLI that exports the state of each stack by its name, and knows no other. */
function exporting(states: Record<string, object>): string {
  const cases = Object.entries(states).map(([name, deployment], index) => {
    const file = join(folder, `state-${index}.json`);
    writeFileSync(file, JSON.stringify({ version: 3, deployment }));
    return `*"--stack ${name}"*) cat ${file} ;;`;
  });
  return `case "$*" in version) echo v3.274.1 ;; ${cases.join(" ")} *) echo "error: no stack named" >&2; exit 255 ;; esac`;
}

const TYPE = "pulumi-nodejs:dynamic/xobin:InterviewWebhooks";

function stateOf(name: string, properties: object) {
  const account = "https://app.xobin.com/api/v2";
  const all = { account, ...properties };
  return {
    manifest: { time: name },
    resources: [{ urn: `urn:pulumi:dev::app::${TYPE}::${name}`, type: TYPE, inputs: all, outputs: all }],
  };
}

const START = { status: true, url: "https://hooks.example/start" };

test("one stack under two names is one stack", async () => {
  const state = stateOf("receptionist", { aiInterviewId: 206, start: START });
  const pulumi = exporting({ dev: state, "acme/app/dev": state });
  const listed = await withPulumi(pulumi, "list", "--stack", "dev", "--stack", "acme/app/dev");
  expect(listed).toMatchObject({ code: 0, stderr: "" });
  expect(listed.stdout.split("\n").length).toBe(3);
});

test("a stack that declares nothing hides none of the others", async () => {
  const pulumi = exporting({
    dev: { manifest: {}, resources: [] },
    prod: stateOf("receptionist", { aiInterviewId: 206, start: START }),
  });
  const listed = await withPulumi(pulumi, "list", "--stack", "dev", "--stack", "prod");
  expect(listed).toMatchObject({ code: 0, stderr: "Stack dev declares no InterviewWebhooks.\n" });
  expect(listed.stdout).toMatch(/^prod +receptionist +206 /m);
  expect(await withPulumi(pulumi, "list", "--stack", "dev")).toEqual({
    code: 2,
    stdout: "",
    stderr:
      "error: Stack dev declares no InterviewWebhooks. Run pulumi up first, or name another stack with --stack.\n",
  });
});

test("verify of nothing is exit code 1, and --allow-empty takes it for right", async () => {
  const off = stateOf("off", { aiInterviewId: 206, start: { ...START, status: false } });
  const pulumi = exporting({ dev: off, empty: {} });
  const nothing = "Nothing was verified: no event is on.\n";
  expect(await withPulumi(pulumi, "verify", "--stack", "dev")).toEqual({
    code: 1,
    stdout: nothing,
    stderr: "",
  });
  const json = await withPulumi(pulumi, "verify", "--stack", "dev", "--json");
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toEqual({ ok: false, results: [] });
  for (const stack of ["dev", "empty"]) {
    const allowed = await withPulumi(pulumi, "verify", "--stack", stack, "--allow-empty");
    expect(allowed).toMatchObject({ code: 0, stdout: nothing });
  }
});

test("verify sends no credential to a URL that cannot be declared", async () => {
  const auth = (key: string) => ({ type: "apikey", status: true, apikey: { key, value: "canary-value" } });
  const { url, received } = await goodReceiver(auth("X-Key") as never);
  const edited = stateOf("edited", {
    aiInterviewId: 1,
    start: { status: true, url: "http://192.0.2.2/start" },
    auth: auth("X-Key"),
  });
  const renamed = stateOf("renamed", { aiInterviewId: 2, start: { status: true, url }, auth: auth("X-Key") });
  const [resource] = renamed.resources;
  const outputs = { ...resource?.outputs, auth: { type: "apikey", status: true, apikey: { key: "X-New" } } };
  const pulumi = exporting({
    dev: { resources: [...edited.resources, { ...resource, outputs, initErrors: ["failed"] }] },
  });

  const verified = await withPulumi(pulumi, "verify", "--stack", "dev", "--json");
  expect(verified.code).toBe(1);
  expect((JSON.parse(verified.stdout) as { results: object[] }).results).toMatchObject([
    { resource: "edited", credential: "declared", status: null, problem: "invalid-url" },
    {
      resource: "renamed",
      credential: "declared",
      status: null,
      problem: "no-credential",
      response: "not sent",
    },
  ]);
  expect(received).toEqual([]);
});

test("verify --small leaves out the test event of a submission's size", async () => {
  const { url, received } = await startReceiver((response) => response.writeHead(204).end());
  const submission = { status: true, url };
  const pulumi = exporting({ dev: stateOf("receptionist", { aiInterviewId: 206, submission }) });
  const areLarge = async (...options: string[]) => {
    received.splice(0);
    expect(await withPulumi(pulumi, "verify", "--stack", "dev", ...options)).toMatchObject({ code: 0 });
    return received.map(({ body }) => body.length > 256 * 1024);
  };
  expect(await areLarge()).toEqual([false, true]);
  expect(await areLarge("--small")).toEqual([false]);
});

const FAILING = 'case "$1" in version) echo v3.274.1 ;; *)';

test.each([
  ["is too old", "echo v3.0.0", "The Pulumi CLI is too old for this version of @pulumi/pulumi: update it."],
  [
    "prints more than its version",
    "echo welcome; echo v3.274.1",
    "The Pulumi CLI does not tell its version: run pulumi version, which must print nothing else.",
  ],
  [
    "prints more than the state",
    `${FAILING} echo 'welcome'; echo '{}' ;; esac`,
    "The Pulumi CLI printed something else than the state of stack dev: run pulumi stack export, and see what stands around the JSON.",
  ],
  [
    "fails in color",
    `${FAILING} printf '\\033[31m\\033[1merror: \\033[0mthe backend\\033[0m is away\\n' >&2; exit 1 ;; esac`,
    "The Pulumi CLI could not read the state of stack dev: the backend is away",
  ],
  [
    "fails with other words",
    `${FAILING} echo '{"password":"canary"}'; echo 'panic: it broke' >&2; exit 1 ;; esac`,
    "The Pulumi CLI could not read the state of stack dev: panic: it broke",
  ],
])("a Pulumi CLI that %s is one sentence", async (_kind, script, message) => {
  expect(await withPulumi(script, "list", "--stack", "dev")).toEqual({
    code: 2,
    stdout: "",
    stderr: `error: ${message}\n`,
  });
});
