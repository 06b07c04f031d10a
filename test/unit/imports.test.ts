import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import ts from "typescript";

const ROOT = resolve(__dirname, "../..");
const FOLDERS = ["provider", "receiver", "results", "sandbox", "cli", "tools", "bench", "test"];

/** The layers of the package, in the way of the data. A file imports from its own layer and from those after it. */
const LAYERS = [
  ["entry", /^provider\/index\.ts$/],
  ["program", /^provider\/(interview-webhooks(-group)?\.ts$|program\/)/],
  ["provider", /^provider\/provider\.ts$/],
  ["lifecycle", /^provider\/lifecycle\//],
  ["run, verification", /^provider\/(run|verification)\//],
  ["api", /^provider\/api\/(?!http\/)/],
  ["configuration", /^provider\/config\.ts$/],
  // The API's calls carry a request body, which is made of settings.
  ["settings", /^provider\/settings\//],
  ["http", /^provider\/api\/http\//],
  ["validation", /^provider\/validation\//],
  ["base", /^provider\/(account|concurrently|engine-log|resource-types|shorten)\.ts$/],
] as const;

const imports = new Map(FOLDERS.flatMap(filesBelow).map((file) => [file, importsOf(file)]));

test("no file imports itself by way of others", () => {
  expect([...imports.keys()].flatMap((file) => cycleFrom(file)?.join(" → ") ?? [])).toEqual([]);
});

test("every file of the package belongs to one layer", () => {
  const layersOf = (file: string) => LAYERS.filter(([, files]) => files.test(file));
  expect(filesBelow("provider").filter((file) => layersOf(file).length !== 1)).toEqual([]);
});

test("imports go one way, from the program down to the rules on one value", () => {
  const layerOf = (file: string) => LAYERS.findIndex(([, files]) => files.test(file));
  const upward = [...imports].flatMap(([file, targets]) =>
    targets
      .filter((target) => layerOf(target) >= 0 && layerOf(target) < layerOf(file))
      .map((target) => `${file} → ${target}`),
  );
  expect(upward).toEqual([]);
});

function filesBelow(folder: string): string[] {
  if (!existsSync(join(ROOT, folder))) {
    return [];
  }
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/(^|\/)(node_modules|\.work)\//.test(name))
    .map((name) => join(folder, name));
}

/** The files of this repository that a file imports or requires, types included. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, file), "utf8"), true, true);
  return importedFiles
    .filter(({ fileName }) => fileName.startsWith("."))
    .map(({ fileName }) => resolve(ROOT, file, "..", fileName))
    .flatMap((path) => [`${path}.ts`, join(path, "index.ts")].filter(existsSync).slice(0, 1))
    .map((path) => relative(ROOT, path));
}

/** The shortest way of imports from a file back to it. */
function cycleFrom(start: string): string[] | undefined {
  const ways = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of imports.get(way.at(-1) ?? "") ?? []) {
      if (next === start) {
        return [...way, next];
      }
      if (!seen.has(next)) {
        seen.add(next);
        ways.push([...way, next]);
      }
    }
  }
  return undefined;
}
