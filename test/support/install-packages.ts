import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, readFileSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { installOnce } from "../../tools/install-once";

const ROOT = resolve(__dirname, "../..");

/** The folder of {@link installPackages}. */
export function installedIn(name: string): string {
  return join(ROOT, "test/.work", name);
}

/** Installs what a package.json pins in a folder of its own, beside today's build of this package. */
export function installPackages(name: string, manifest: string): void {
  const folder = installedIn(name);
  installOnce(folder, readFileSync(manifest, "utf8"), () => {
    copyFileSync(manifest, join(folder, "package.json"));
    execFileSync("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--silent"], {
      cwd: folder,
      stdio: "inherit",
    });
  });
  for (const part of ["package.json", "dist"]) {
    const target = join(folder, "node_modules/pulumi-xobin", part);
    rmSync(target, { recursive: true, force: true });
    cpSync(join(ROOT, part), target, { recursive: true });
  }
}
