import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { INSTALLED } from "../../tools/install-program";
import { examplesOf } from "./examples";

const ROOT = resolve(__dirname, "../..");

test("the testing page's test with mocks passes with the installed package", () => {
  const [example] = examplesOf(ROOT, "docs/testing.md").filter(({ text }) => text.includes("setMocks"));
  // An empty file would pass as well.
  expect(example).toBeDefined();
  expect(testOutput(example?.text ?? "")).toMatch(/^# pass 1$/m);
});

test("under mocks two owners of an interview are an error in a stack", () => {
  const output = testOutput(`
    import { test } from "node:test";
    import * as pulumi from "@pulumi/pulumi";
    import { InterviewWebhooks } from "pulumi-xobin";

    test("two owners", async () => {
      await pulumi.runtime.setMocks({ newResource: ({ inputs }) => ({ id: "1", state: inputs }), call: () => ({}) });
      const args = { aiInterviewId: 206, start: { url: "https://hooks.example.com" } };
      await pulumi.runtime.runInPulumiStack(async () => {
        new InterviewWebhooks("a", args);
        new InterviewWebhooks("b", args);
      });
    });`);
  expect(output).toMatch(/^not ok/m);
  expect(output).toContain('Interview 206 is declared twice, by "a" and by "b"');
});

/** Runs a test by Node.js's runner beside the installed package. It has no types, so it is JavaScript as well. */
function testOutput(text: string): string {
  const folder = mkdtempSync(join(INSTALLED, "testing-page-"));
  try {
    const file = join(folder, "example.test.mjs");
    writeFileSync(file, text);
    return spawnSync(process.execPath, ["--test", file], { encoding: "utf8" }).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
