// Installs what package-lock.json pins, when node_modules does not hold it yet.
// Plain JavaScript without imports from node_modules: it runs before there is any.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const stamp = join(root, "node_modules", ".installed-lock.json");
const read = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
};

const wanted = read(join(root, "package-lock.json"));
if (read(stamp) !== wanted) {
  console.log("Installing the packages that package-lock.json pins …");
  const { status } = spawnSync("npm", ["ci", "--no-audit"], {
    cwd: root,
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  if (status !== 0) {
    console.error("npm ci failed: see its message above.");
    process.exit(status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
