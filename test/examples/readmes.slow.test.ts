import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { INSTALLED } from "../../tools/install-program";
import { packedPackage } from "../../tools/packed-package";
import { exampleSetup } from "./example-setup";

const ROOT = resolve(__dirname, "../..");
const NAMES = ["minimal", "many", "accounts"];

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "examples-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("each example runs by its README in a fresh checkout", async () => {
  const checkout = join(folder, "checkout");
  for (const file of git("ls-files", "-z").split("\0").filter(Boolean)) {
    cpSync(join(ROOT, file), join(checkout, file));
  }
  for (const name of NAMES) {
    await runReadme(join(checkout, "examples", name));
  }
}, 600_000);

test.each(NAMES)(
  "%s runs by its README where it was taken to",
  async (name) => {
    const target = join(folder, name);
    execFileSync("npm", ["run", "--silent", "example", "--", name, target], { cwd: ROOT, stdio: "pipe" });
    await runReadme(target, (line) => line.replace(/^npm ci$/, "npm install --prefer-offline"));
  },
  300_000,
);

test("an example runs by its README, copied out of the installed package", async () => {
  const target = join(folder, "copied");
  cpSync(join(INSTALLED, "node_modules/pulumi-xobin/examples/minimal"), target, { recursive: true });
  await runReadme(target, (line) =>
    line.replace(/^npm ci$/, `npm install --prefer-offline ${packedPackage()}`),
  );
}, 300_000);

/** Runs the commands of an example's README, with what a reader fills in, and expects that the API was called. */
async function runReadme(example: string, edit = (line: string) => line): Promise<void> {
  const { sandbox, run } = await exampleSetup(example, "UNUSED");
  const [, block = ""] = /```sh\n(.*?)```/s.exec(readFileSync(join(example, "README.md"), "utf8")) ?? [];
  const lines = block.split("\n").map((line) => edit(line).replaceAll("<key>", sandbox.apiKey));
  await run("env", "PULUMI_SKIP_CONFIRMATIONS=true", "bash", "-euc", lines.join("\n"));
  expect(sandbox.requests.length).toBeGreaterThan(0);
}

function git(...args: string[]): string {
  return execFileSync("git", args, { cwd: ROOT, encoding: "utf8" });
}
