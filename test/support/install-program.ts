import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { findEngine } from "../../tools/engine";

const ROOT = resolve(__dirname, "../..");
/** Where the packed package is installed, as a user would have it, for the programs of all engine tests. */
export const INSTALLED = join(ROOT, "test/.work/installed");

/** Once before the engine tests: finds the engine, and installs the package as it would be published. */
export default async function installProgram(): Promise<void> {
  process.env["TEST_ENGINE_BIN"] = (await findEngine()).binDir;
  execFileSync("npm", ["run", "--silent", "build"], { cwd: ROOT, stdio: "inherit" });
  rmSync(join(INSTALLED, "stacks"), { recursive: true, force: true });
  const stamp = join(INSTALLED, "installed-from");
  const source = hashOf([
    "package.json",
    ...readdirSync(join(ROOT, "dist"), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => relative(ROOT, join(parentPath, name))),
  ]);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === source) {
    return;
  }
  mkdirSync(INSTALLED, { recursive: true });
  const sdk = version("@pulumi/pulumi");
  const tarball = execFileSync(
    "npm",
    ["pack", "--silent", "--ignore-scripts", "--pack-destination", INSTALLED],
    {
      cwd: ROOT,
      encoding: "utf8",
    },
  ).trim();
  writeFileSync(
    join(INSTALLED, "package.json"),
    JSON.stringify({
      private: true,
      dependencies: {
        "pulumi-xobin": `file:./${tarball}`,
        "@pulumi/pulumi": sdk,
        typescript: version("typescript"),
      },
    }),
  );
  // The lock file of an earlier run would pin the earlier tarball's checksum.
  rmSync(join(INSTALLED, "package-lock.json"), { force: true });
  rmSync(join(INSTALLED, "node_modules/pulumi-xobin"), { recursive: true, force: true });
  execFileSync("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--silent"], {
    cwd: INSTALLED,
    stdio: "inherit",
  });
  writeFileSync(stamp, source);
}

function version(name: string): string {
  const manifest = JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8")) as {
    version: string;
  };
  return manifest.version;
}

function hashOf(files: string[]): string {
  const hash = createHash("sha256");
  files.forEach((file) => hash.update(readFileSync(join(ROOT, file))));
  return hash.digest("hex");
}
