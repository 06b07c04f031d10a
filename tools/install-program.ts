import { execFileSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { installOnce } from "./install-once";
import { packedPackage } from "./packed-package";

const ROOT = resolve(__dirname, "..");
const TARBALL = "pulumi-xobin.tgz";

/** The folder in which the packed package is installed, as a user would have it, for programs on the engine. */
export const INSTALLED = join(ROOT, "test/.work/installed");

/** Installs the packed package in {@link INSTALLED}, with the SDK and the TypeScript that this repository has. */
export function installProgram(): void {
  const tarball = packedPackage();
  const manifest = JSON.stringify({
    private: true,
    dependencies: {
      "pulumi-xobin": `file:./${TARBALL}`,
      "@pulumi/pulumi": version("@pulumi/pulumi"),
      typescript: version("typescript"),
    },
  });
  installOnce(INSTALLED, `${basename(tarball)} ${manifest}`, () => {
    copyFileSync(tarball, join(INSTALLED, TARBALL));
    writeFileSync(join(INSTALLED, "package.json"), manifest);
    // The lock file of an earlier run would pin the earlier tarball's checksum.
    rmSync(join(INSTALLED, "package-lock.json"), { force: true });
    rmSync(join(INSTALLED, "node_modules/pulumi-xobin"), { recursive: true, force: true });
    execFileSync("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--silent"], {
      cwd: INSTALLED,
      stdio: "inherit",
    });
  });
}

function version(name: string): string {
  const manifest = JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8")) as {
    version: string;
  };
  return manifest.version;
}
