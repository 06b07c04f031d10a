import { execFileSync } from "node:child_process";
import { relative } from "node:path";
import { INSTALLED } from "../../tools/install-program";

/** Runs `script` where the packed package is installed: which files it loads beyond those of the SDK. */
function filesLoadedBy(script: string): string[] {
  const source = `
    require("@pulumi/pulumi");
    const before = new Set(Object.keys(require.cache));
    const report = () => console.log(JSON.stringify(Object.keys(require.cache).filter((file) => !before.has(file))));
    (async () => { ${script} })().then(report);`;
  const output = execFileSync(process.execPath, ["-e", source], { cwd: INSTALLED, encoding: "utf8" });
  return (JSON.parse(output) as string[]).map((file) => relative(INSTALLED, file));
}

/** The same, as the number of files of each package. */
function packagesOf(files: readonly string[]): Record<string, number> {
  const loaded: Record<string, number> = {};
  for (const file of files) {
    const name = /^node_modules\/((@[^/]+\/)?[^/]+)/.exec(file)?.[1] ?? file;
    loaded[name] = (loaded[name] ?? 0) + 1;
  }
  return loaded;
}

const CHECK = `
  const provider = require("pulumi-xobin/provider");
  await provider.configure({ config: { get: (key) => (key === "xobin:apiKey" ? "key" : undefined) } });
  const { failures } = await provider.check({}, { aiInterviewId: 206, start: { url: "https://receiver.example" } });
  if (failures) throw new Error(JSON.stringify(failures));`;

test("the package loads a few files of its own in a program, and no dependency", () => {
  const loaded = packagesOf(filesLoadedBy(`require("pulumi-xobin");`));

  expect(Object.keys(loaded)).toEqual(["pulumi-xobin"]);
  expect(loaded["pulumi-xobin"]).toBeLessThanOrEqual(27);
});

test.each([
  ["a preview", CHECK],
  [
    "a preview with verifyReceiver",
    CHECK.replace("{ aiInterviewId", "{ verifyReceiver: true, aiInterviewId"),
  ],
])("%s loads what checks the inputs, and not what sends them or test events", (_step, script) => {
  const files = filesLoadedBy(script);
  expect(Object.keys(packagesOf(files)).sort()).toEqual([
    "fastest-levenshtein",
    "ipaddr.js",
    "pulumi-xobin",
    "zod",
  ]);
  expect(files.filter((file) => /dist\/provider\/(verification|api\/client)/.test(file))).toEqual([]);
});
