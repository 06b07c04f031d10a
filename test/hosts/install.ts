import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { installOnce } from "../../tools/install-once";
import type { Host } from "./host";
import { PROGRAMS } from "./programs";

const ROOT = resolve(__dirname, "../..");

/** The folder of hosts that were installed together. */
export function hostsFolder(name: string): string {
  return join(ROOT, "test/.work/hosts", name);
}

/**
 * Installs hosts by one `npm install`, each in a folder of its own, with its programs and today's build of the package.
 *
 * @returns the folder in which theirs are
 */
export function installHosts(name: string, hosts: readonly Host[]): string {
  const installed = hostsFolder(name);
  const workspaces = [...new Set(hosts.map(({ folder }) => folder))];
  const manifests = workspaces.map((folder) => readFileSync(join(PROGRAMS, folder, "package.json"), "utf8"));
  const root = JSON.stringify({ private: true, workspaces, devDependencies: { "@types/node": "20.19.43" } });
  installOnce(installed, [root, ...manifests].join("\n"), () => {
    rmSync(installed, { recursive: true, force: true });
    for (const folder of workspaces) {
      cpSync(join(PROGRAMS, folder, "package.json"), join(installed, folder, "package.json"));
    }
    writeFileSync(join(installed, "package.json"), root);
    execFileSync("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--silent"], {
      cwd: installed,
      stdio: "inherit",
    });
  });
  for (const { folder, programs = folder } of hosts) {
    const isProgram = (file: string) => !file.endsWith("package.json");
    cpSync(join(PROGRAMS, programs), join(installed, folder), { recursive: true, filter: isProgram });
    cpSync(join(PROGRAMS, "options.ts"), join(installed, folder, "options.ts"));
  }
  for (const part of ["package.json", "dist"]) {
    const target = join(installed, "node_modules/pulumi-xobin", part);
    rmSync(target, { recursive: true, force: true });
    cpSync(join(ROOT, part), target, { recursive: true });
  }
  return installed;
}
