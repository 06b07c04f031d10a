import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Cell } from "./matrix";

/**
 * The folder of this matrix; nothing in it is worth keeping. It is outside of the checkout, where a program cannot find a missing
 * dependency among ours. The package's name in the path misleads the search of SDKs before 3.250, so it is tested as well.
 */
export const WORK = join(tmpdir(), "pulumi-xobin-compat");
const TOOLS = join(WORK, "tools");

/** The interpreters and package managers: packages of the registry that hold the program itself. */
const PACKAGES: Record<string, string> = {
  ...Object.fromEntries(
    ["20", "22", "24", "26"].map((major) => [`node${major}`, `npm:node-linux-${process.arch}@${major}`]),
  ),
  // pnpm 11 and newer need Node.js 22.
  pnpm: "npm:pnpm@10.34.8",
  yarn: "npm:@yarnpkg/cli-dist@4.18.1",
  bun: `npm:@oven/bun-linux-${process.arch === "arm64" ? "aarch64" : process.arch}@1.4.5`,
};

/** Installs the tools that these cells need, once. */
export function installTools(cells: readonly Cell[]): void {
  if (process.platform !== "linux") {
    throw new Error("The matrix runs on Linux: elsewhere the registry has no binaries of every Node.js.");
  }
  mkdirSync(TOOLS, { recursive: true });
  if (!existsSync(join(TOOLS, "package.json"))) {
    writeFileSync(join(TOOLS, "package.json"), JSON.stringify({ private: true }));
  }
  const names = new Set(cells.flatMap(({ node, manager }) => [`node${node}`, manager.replace(/-.*/, "")]));
  const missing = [...names].filter((name) => name in PACKAGES && !existsSync(folderOf(name)));
  if (missing.length > 0) {
    const wanted = missing.map((name) => `${name}@${PACKAGES[name] ?? ""}`);
    execFileSync("npm", ["install", "--no-audit", "--no-fund", "--silent", ...wanted], {
      cwd: TOOLS,
      stdio: "inherit",
    });
  }
}

/** The folder of the program `node` of that major version. */
export function nodeFolder(major: Cell["node"]): string {
  return join(folderOf(`node${major}`), "bin");
}

/** The exact version, `24.21.0`. */
export function nodeVersion(major: Cell["node"]): string {
  return versionIn(folderOf(`node${major}`));
}

/** The exact version of a package manager, as it prints it. */
export function managerVersion(manager: Cell["manager"]): string {
  const [file, ...args] = managerCommand(manager);
  return execFileSync(file, [...args, "--version"], { encoding: "utf8", cwd: TOOLS }).trim();
}

/** The command of a package manager. Those in JavaScript run on the Node.js that is first on `PATH`. */
export function managerCommand(manager: Cell["manager"]): [file: string, ...args: string[]] {
  switch (manager) {
    case "npm":
      return ["npm"];
    case "pnpm":
      return ["node", join(folderOf("pnpm"), "bin/pnpm.cjs")];
    case "yarn":
    case "yarn-pnp":
      return ["node", join(folderOf("yarn"), "bin/yarn.js")];
    case "bun":
      return [join(folderOf("bun"), "bin/bun")];
  }
}

function folderOf(name: string): string {
  return join(TOOLS, "node_modules", name);
}

function versionIn(folder: string): string {
  const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
  return manifest.version;
}
