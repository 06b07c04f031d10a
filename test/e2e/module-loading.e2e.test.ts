import { execFileSync } from "node:child_process";
import { relative } from "node:path";
import { INSTALLED } from "../../tools/install-program";

/** Runs `script` where the packed package is installed: which packages' files it loads beyond those of the SDK. */
function packagesLoadedBy(script: string): Record<string, number> {
  const source = `
    require("@pulumi/pulumi");
    const before = new Set(Object.keys(require.cache));
    const report = () => console.log(JSON.stringify(Object.keys(require.cache).filter((file) => !before.has(file))));
    (async () => { ${script} })().then(report);`;
  const output = execFileSync(process.execPath, ["-e", source], { cwd: INSTALLED, encoding: "utf8" });
  const loaded: Record<string, number> = {};
  for (const file of JSON.parse(output) as string[]) {
    const name = /^node_modules\/((@[^/]+\/)?[^/]+)/.exec(relative(INSTALLED, file))?.[1] ?? file;
    loaded[name] = (loaded[name] ?? 0) + 1;
  }
  return loaded;
}

const CHECK = `
  const provider = require("pulumi-xobin/provider");
  await provider.configure({ config: { get: (key) => (key === "xobin:apiKey" ? "key" : undefined) } });
  const { failures } = await provider.check({}, { aiInterviewId: 206, start: { url: "https://receiver.example" } });
  if (failures) throw new Error(JSON.stringify(failures));`;

test("importing the package in a program loads a few files of its own and no dependency", () => {
  const loaded = packagesLoadedBy(`require("pulumi-xobin");`);

  expect(Object.keys(loaded)).toEqual(["pulumi-xobin"]);
  expect(loaded["pulumi-xobin"]).toBeLessThanOrEqual(8);
});

test("a preview loads what checks the inputs, and not what sends them", () => {
  expect(Object.keys(packagesLoadedBy(CHECK)).sort()).toEqual(["fastest-levenshtein", "pulumi-xobin", "zod"]);
});
