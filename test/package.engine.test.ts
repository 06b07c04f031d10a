import { execFileSync } from "node:child_process";
import { INSTALLED } from "./support/install-program";

test("a program that imports the package loads Pulumi and this package, and neither its validation nor its HTTP client", () => {
  const pulumi = loadedBy("@pulumi/pulumi");
  expect(loadedBy("pulumi-xobin").filter((name) => !pulumi.includes(name))).toEqual(["pulumi-xobin"]);
  // What the provider loads in its own process is seen in the same way.
  expect(loadedBy("pulumi-xobin/lifecycle")).toContain("zod");
});

test("a receiver loads no part of Pulumi", () => {
  expect(loadedBy("pulumi-xobin/receiver").sort()).toEqual(["pulumi-xobin", "zod"]);
});

/** The packages that a program has loaded modules of, once it has required `name`. */
function loadedBy(name: string): string[] {
  const program = `require("${name}"); console.log(JSON.stringify(Object.keys(require.cache)));`;
  const printed = execFileSync(process.execPath, ["-e", program], { cwd: INSTALLED, encoding: "utf8" });
  const packages = (JSON.parse(printed) as string[]).map(
    (file) => /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? file,
  );
  return [...new Set(packages)];
}
