import { execFileSync } from "node:child_process";
import { copyFileSync, cpSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { installOnce } from "../../tools/install-once";

const ROOT = resolve(__dirname, "../..");

/** The folder in which the clients of package.json are installed, beside today's build of the package. */
export const CLIENTS = join(ROOT, "test/.work/stores");

export function installClients(): void {
  const manifest = join(__dirname, "package.json");
  installOnce(CLIENTS, readFileSync(manifest, "utf8"), () => {
    copyFileSync(manifest, join(CLIENTS, "package.json"));
    execFileSync("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--silent"], {
      cwd: CLIENTS,
      stdio: "inherit",
    });
  });
  for (const part of ["package.json", "dist"]) {
    const target = join(CLIENTS, "node_modules/pulumi-xobin", part);
    rmSync(target, { recursive: true, force: true });
    cpSync(join(ROOT, part), target, { recursive: true });
  }
}

/** Loads an installed client. */
export const requireClient = createRequire(join(CLIENTS, "index.js"));
