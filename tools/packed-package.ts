import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "..");
const PACKED = join(ROOT, "test/.work/packed");
const PAGES = ["README.md", "CHANGELOG.md", "LICENSE"];

/**
 * The tarball that would be published, built and packed anew when a source has changed.
 *
 * @returns the file's path, whose name changes with the sources
 */
export function packedPackage(): string {
  const file = join(PACKED, `pulumi-xobin-${hashOfSources()}.tgz`);
  if (existsSync(file) && existsSync(join(ROOT, "dist"))) {
    return file;
  }
  rmSync(PACKED, { recursive: true, force: true });
  mkdirSync(PACKED, { recursive: true });
  execFileSync("npm", ["run", "--silent", "build"], { cwd: ROOT, stdio: "inherit" });
  const pack = ["pack", "--silent", "--ignore-scripts", "--pack-destination", PACKED];
  const name = execFileSync("npm", pack, { cwd: ROOT, encoding: "utf8" }).trim();
  renameSync(join(PACKED, name), file);
  return file;
}

function hashOfSources(): string {
  const { include } = JSON.parse(readFileSync(join(ROOT, "tsconfig.build.json"), "utf8")) as {
    include: string[];
  };
  const sources = include.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name)),
  );
  const hash = createHash("sha256");
  for (const file of [...sources.sort(), "package.json", "tsconfig.json", "tsconfig.build.json", ...PAGES]) {
    hash.update(file).update(readFileSync(resolve(ROOT, file)));
  }
  return hash.digest("hex").slice(0, 12);
}
