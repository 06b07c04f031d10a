// `npm run lock:examples`: renews what the lock file of each example says of this package, and of nothing else. npm keeps its entry
// as it is, whatever the package needs by now, until the entry is gone.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const OWN = "node_modules/pulumi-xobin";
const EXAMPLES = join(__dirname, "../examples");

for (const name of readdirSync(EXAMPLES)) {
  const file = join(EXAMPLES, name, "package-lock.json");
  if (existsSync(file)) {
    const lock = JSON.parse(readFileSync(file, "utf8")) as { packages: Record<string, object> };
    const packages = Object.entries(lock.packages).filter(([path]) => !path.startsWith(OWN));
    writeFileSync(file, JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }));
    execFileSync("npm", ["install", "--package-lock-only", "--no-audit"], {
      cwd: join(EXAMPLES, name),
      stdio: "inherit",
    });
  }
}
