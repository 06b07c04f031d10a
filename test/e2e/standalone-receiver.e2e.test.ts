import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { dependencies } from "../../package.json";
import { INSTALLED } from "../../tools/install-program";

test("a receiver loads this package alone", () => {
  const program = `require("pulumi-xobin/receiver"); console.log(JSON.stringify(Object.keys(require.cache)));`;
  const printed = execFileSync(process.execPath, ["-e", program], { cwd: INSTALLED, encoding: "utf8" });
  const packages = (JSON.parse(printed) as string[]).map(
    (file) => /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? file,
  );
  expect([...new Set(packages)]).toEqual(["pulumi-xobin"]);
});

test("list without Pulumi's SDK, as in a receiver's project, says what is missing", () => {
  const folder = mkdtempSync(join(tmpdir(), "pulumi-xobin-"));
  try {
    const [installed, modules] = [join(INSTALLED, "node_modules"), join(folder, "node_modules")];
    cpSync(join(installed, "pulumi-xobin"), join(modules, "pulumi-xobin"), { recursive: true });
    for (const name of Object.keys(dependencies)) {
      symlinkSync(join(installed, name), join(modules, name));
    }
    const main = join(modules, "pulumi-xobin/dist/cli/main.js");
    const { status, stderr } = spawnSync(process.execPath, [main, "list"], { cwd: folder, encoding: "utf8" });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr:
        "error: Pulumi's SDK is not installed beside pulumi-xobin: run the command in the Pulumi project, or npm install @pulumi/pulumi.\n",
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
