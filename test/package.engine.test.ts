import { execFileSync } from "node:child_process";
import { INSTALLED } from "./support/install-program";

const LOADED_LATER = ["zod", "node-fetch", "https-proxy-agent", "proxy-from-env", "fastest-levenshtein"];

test("a program that imports the package loads neither its validation nor its HTTP client", () => {
  const loaded = loadedBy("pulumi-xobin");
  expect(loaded).toContain("pulumi-xobin");
  expect(loaded).toEqual(expect.not.arrayContaining(LOADED_LATER));
  for (const name of LOADED_LATER) {
    expect(loaded).not.toContain(name);
  }
  // What would be loaded is seen by this test.
  expect(loadedBy("pulumi-xobin/lifecycle")).toContain("zod");
});

test("a receiver loads no part of Pulumi", () => {
  const loaded = loadedBy("pulumi-xobin/receiver");
  expect(loaded.sort()).toEqual(["pulumi-xobin", "zod"]);
});

/** The packages of which a program has loaded modules once it has required `name`, and those that it was the first to load. */
function loadedBy(name: string): string[] {
  const program = `
    require(${JSON.stringify(name)});
    console.log(JSON.stringify(Object.keys(require.cache)));`;
  const files = JSON.parse(
    execFileSync(process.execPath, ["-e", program], { cwd: INSTALLED, encoding: "utf8" }),
  ) as string[];
  return [
    ...new Set(files.map((file) => /.*node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(file)?.[1] ?? file)),
  ];
}
