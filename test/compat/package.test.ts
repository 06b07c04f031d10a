import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const WORK = join(ROOT, "test/.work");

/** What npm says about the tarball. */
interface Packed {
  filename: string;
  files: { path: string }[];
  size: number;
}

let packed: Packed;
let tarball: string;

beforeAll(() => {
  mkdirSync(WORK, { recursive: true });
  const answer = run("npm", "pack", "--json", "--ignore-scripts", "--pack-destination", WORK);
  // npm 11 answers with a list, newer ones with a record.
  packed = Object.values(JSON.parse(answer) as Record<string, Packed>)[0] as Packed;
  tarball = join(WORK, packed.filename);
});

afterAll(() => {
  rmSync(tarball, { force: true });
});

test("the package holds a module and its types for each source file, three pages, and nothing else", () => {
  const modules = ["cli", "provider", "receiver", "sandbox"].flatMap(modulesIn);
  const built = modules.flatMap((module) => [`${module}.js`, `${module}.d.ts`]);
  const expected = ["CHANGELOG.md", "LICENSE", "README.md", "package.json", ...built];
  expect(packed.files.map(({ path }) => path).sort()).toEqual(expected.sort());
  console.info(`The tarball has ${packed.size} bytes.`);
});

test("the package stays small", () => {
  expect(packed.size).toBeLessThan(100_000);
});

test("publint finds nothing to say", () => {
  expect(run(bin("publint"), tarball, "--strict", "--level", "suggestion")).toContain("All good!");
}, 60_000);

test("every entry resolves to its types, in every way that TypeScript resolves", () => {
  expect(run(bin("attw"), tarball, "--format", "ascii", "--no-emoji")).toContain("No problems found");
}, 60_000);

function modulesIn(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => `dist/${folder}/${file.replace(/\.ts$/, "")}`);
}

function bin(name: string): string {
  return join(ROOT, "node_modules/.bin", name);
}

/** Fails with all that was printed. */
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
