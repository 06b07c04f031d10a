import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const FROM_PACKAGE = ["node_modules", "pulumi-xobin", "dist"] as const;

/**
 * An example as a user would have it: a copy in a checkout of its own, below which no `node_modules` of this repository is found, with
 * what its own lock file pins. Installing happens only when that changed; the sources and the built package are always today's.
 *
 * One test file alone may use an example: two would install it at once.
 *
 * @returns the example's folder
 */
export function installedExample(name: string): string {
  const source = join(ROOT, "examples", name);
  const checkout = join(ROOT, "test/.work/examples", name);
  const folder = join(checkout, "examples", name);
  mkdirSync(folder, { recursive: true });
  for (const part of ["package.json", "dist"]) {
    rmSync(join(checkout, part), { recursive: true, force: true });
    cpSync(join(ROOT, part), join(checkout, part), { recursive: true });
  }
  cpSync(source, folder, { recursive: true, filter: (file) => !file.endsWith("node_modules") });
  install(folder);
  if (existsSync(join(folder, ...FROM_PACKAGE))) {
    rmSync(join(folder, ...FROM_PACKAGE), { recursive: true });
    cpSync(join(ROOT, "dist"), join(folder, ...FROM_PACKAGE), { recursive: true });
    cpSync(join(ROOT, "package.json"), join(folder, "node_modules/pulumi-xobin/package.json"));
  }
  return folder;
}

/** Reports what the example's own compiler, with its own options, has to say. Empty when it has nothing to say. */
export function typeErrors(folder: string): string {
  try {
    execFileSync(process.execPath, [join(folder, "node_modules/typescript/bin/tsc"), "--project", folder], {
      encoding: "utf8",
    });
    return "";
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout ?? error);
  }
}

function install(folder: string): void {
  const lock = readFileSync(join(folder, "package-lock.json"));
  const wanted = createHash("sha256").update(lock).digest("hex");
  const stamp = join(folder, "node_modules/.installed-lock");
  if (!existsSync(stamp) || readFileSync(stamp, "utf8") !== wanted) {
    execFileSync(
      "npm",
      ["ci", "--prefer-offline", "--no-audit", "--no-fund", "--silent", "--ignore-scripts"],
      {
        cwd: folder,
        stdio: "inherit",
      },
    );
    writeFileSync(stamp, wanted);
  }
}
