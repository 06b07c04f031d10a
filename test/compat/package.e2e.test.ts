import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { INSTALLED } from "../../tools/install-program";
import { packedPackage } from "../../tools/packed-package";

const ROOT = resolve(__dirname, "../..");

/** The tarball as npm describes it. */
interface Packed {
  files: { path: string }[];
  size: number;
}

let packed: Packed;
let tarball: string;

beforeAll(() => {
  tarball = packedPackage();
  const printed = run("npm", "pack", "--json", "--ignore-scripts", "--dry-run");
  // npm 11 prints a list, newer ones a record.
  packed = Object.values(JSON.parse(printed) as Record<string, Packed>)[0] as Packed;
});

test("the package holds modules with their types, pages, examples, and no more", () => {
  const { include } = JSON.parse(readFileSync(join(ROOT, "tsconfig.build.json"), "utf8")) as {
    include: string[];
  };
  const modules = include.flatMap(modulesIn);
  const built = modules.flatMap((module) => [`${module}.js`, `${module}.d.ts`]);
  const pages = ["CHANGELOG.md", "CONTRIBUTING.md", "LICENSE", "README.md"];
  const others = packed.files.map(({ path }) => path).filter((path) => !/^(docs|examples)\//.test(path));
  expect(others.sort()).toEqual([...pages, "package.json", "dist/sandbox/page/page.html", ...built].sort());
});

test("every link of a packed page leads to a packed file", () => {
  const paths = packed.files.map(({ path }) => path);
  const broken = paths
    .filter((path) => path.endsWith(".md"))
    .flatMap((page) =>
      [...readFileSync(join(ROOT, page), "utf8").matchAll(/\]\((?!https?:)([^)#\s]+)/g)]
        .map(([, link = ""]) => join(page, "..", link))
        .filter((target) => !paths.some((path) => path === target || path.startsWith(`${target}/`)))
        .map((target) => `${page}: ${target}`),
    );
  expect(broken).toEqual([]);
});

test("the package stays small", () => {
  expect(packed.size).toBeLessThan(380_000);
});

test("publint finds no problem", () => {
  expect(run(bin("publint"), tarball, "--strict", "--level", "suggestion")).toContain("All good!");
}, 60_000);

test("every entry resolves to its types, in every way that TypeScript resolves", () => {
  expect(run(bin("attw"), tarball, "--format", "ascii", "--no-emoji")).toContain("No problems found");
}, 60_000);

test("a strict compiler accepts the published types of every entry", () => {
  const program = ["", "/receiver", "/provider"].map(
    (entry, index) => `export * as e${index} from "pulumi-xobin${entry}";`,
  );
  const file = join(INSTALLED, "published-types.ts");
  writeFileSync(file, program.join("\n"));
  const options = [
    "--ignoreConfig",
    "--noEmit",
    "--strict",
    "--exactOptionalPropertyTypes",
    "--skipLibCheck",
    "false",
  ];
  expect(run(bin("tsc"), ...options, "--module", "nodenext", "--target", "es2022", file)).toBe("");
}, 120_000);

function modulesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `dist/${folder}/${file.replace(/\.ts$/, "")}`);
}

function bin(name: string): string {
  return join(ROOT, "node_modules/.bin", name);
}

/** @throws Error with the output when the command fails */
function run(file: string, ...args: string[]): string {
  try {
    return execFileSync(file, args, {
      cwd: ROOT,
      encoding: "utf8",
      env: { ...process.env, NO_COLOR: "1" },
      stdio: "pipe",
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout?: string; stderr?: string };
    throw new Error(`${file} ${args.join(" ")} failed:\n${stdout ?? ""}${stderr ?? ""}`);
  }
}
