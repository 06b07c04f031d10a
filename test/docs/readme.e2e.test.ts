import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { INSTALLED } from "../../tools/install-program";
import { examplesOf } from "./examples";

const ROOT = resolve(__dirname, "../..");

test("the README's test with Pulumi's mocks passes with the installed package", () => {
  const [example] = examplesOf(ROOT, "README.md").filter(({ text }) => text.includes("setMocks"));
  const folder = mkdtempSync(join(INSTALLED, "readme-"));
  try {
    // The example has no types, so it is JavaScript as well.
    const file = join(folder, "example.test.mjs");
    writeFileSync(file, example?.text ?? "");
    const output = execFileSync(process.execPath, ["--test", file], { encoding: "utf8" });
    expect(output).toMatch(/^# pass 1$/m);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
