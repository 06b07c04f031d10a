import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Engine, engineEnv, findEngine } from "../../../tools/engine";

jest.setTimeout(120_000);

let root: string;
let engine: Engine;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), "pulumi-xobin-environment-"));
  engine = await findEngine();
  // The first search on a machine without an engine builds one.
}, 1_800_000);

afterAll(() => {
  rmSync(root, { recursive: true });
});

test("the engine that was found runs a resource, and stores all in the given home", () => {
  const home = join(root, "a home #1 of 50%");
  const program = join(root, "program");
  mkdirSync(program);
  symlinkSync(join(__dirname, "../../../node_modules"), join(program, "node_modules"));
  writeFileSync(join(program, "Pulumi.yaml"), "{ name: greeting, runtime: nodejs }");
  writeFileSync(
    join(program, "index.js"),
    `const { dynamic } = require("@pulumi/pulumi");
     class Greeting extends dynamic.Resource {}
     const provider = { create: async ({ name }) => ({ id: name, outs: { text: "hello " + name } }) };
     exports.text = new Greeting(provider, "greeting", { name: "engine", text: undefined }).text;`,
  );
  const pulumi = (...args: string[]) =>
    execFileSync("pulumi", args, {
      cwd: program,
      env: engineEnv(engine, home),
      encoding: "utf8",
      stdio: "pipe",
    });

  pulumi("stack", "init", "test");
  pulumi("up", "--yes", "--skip-preview");

  expect(pulumi("stack", "output", "text")).toBe("hello engine\n");
  expect(readdirSync(join(home, "state/.pulumi/stacks/greeting"))).toContain("test.json");
  expect(pulumi("version").trim()).toBe(`v${engine.version}`);
});

test("settings of the caller's own Pulumi do not reach the engine, all else does", () => {
  process.env["PULUMI_ACCESS_TOKEN"] = "pul-canary";
  process.env["PULUMI_STACK"] = "production";
  process.env["XOBIN_API_KEY"] = "canary";
  try {
    const env = engineEnv(engine, join(root, "home"));

    expect(env).not.toHaveProperty("PULUMI_ACCESS_TOKEN");
    expect(env).not.toHaveProperty("PULUMI_STACK");
    expect(env["XOBIN_API_KEY"]).toBe("canary");
    expect(env["PATH"]).toMatch(new RegExp(`^${engine.binDir}:.*${process.env["PATH"] ?? ""}$`));
  } finally {
    for (const name of ["PULUMI_ACCESS_TOKEN", "PULUMI_STACK", "XOBIN_API_KEY"]) {
      Reflect.deleteProperty(process.env, name);
    }
  }
});
