import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Where a program may be, by its name. */
export function onPath(program: string): string[] {
  return (process.env["PATH"] ?? "").split(delimiter).map((folder) => join(folder, program));
}

/**
 * Finds a program at one of these paths, and installs the Debian package that brings it where there is none.
 *
 * @throws Error that names the package, where this machine does not install it
 */
export function findOrInstall(debianPackage: string, findPaths: () => string[]): string {
  const find = () => findPaths().find((path) => existsSync(path));
  const found = find() ?? (install(debianPackage), find());
  if (found === undefined) {
    throw new Error(`A test needs ${debianPackage}. Install it.`);
  }
  return found;
}

function install(debianPackage: string): void {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  try {
    execFileSync("apt-get", ["update", "-qq"], { env });
    execFileSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", debianPackage], { env });
  } catch {
    // The caller's error says what is missing.
  }
}
