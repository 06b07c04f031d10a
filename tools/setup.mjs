// Installs what package-lock.json pins, unless node_modules has been installed since that file last changed.
// Plain JavaScript without imports from node_modules: it runs before there is any.
import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const changedAt = (file) => statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0;

// npm writes the second file at the end of every installation.
if (changedAt("package-lock.json") > changedAt("node_modules/.package-lock.json")) {
  console.log("Installing the packages that package-lock.json pins …");
  // No package needs its install script here, and none gets to run one.
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--ignore-scripts"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("npm ci failed: see its message above.");
    process.exit(status ?? 1);
  }
}
