// Arguments: the folder to install in, and the version. See vendor.ts.
import { createRequire } from "node:module";
import { PulumiCommand, type PulumiCommandOptions } from "@pulumi/pulumi/automation";

type Version = NonNullable<PulumiCommandOptions["version"]>;

const [, , root, version] = process.argv;
if (root === undefined || version === undefined) throw new Error("usage: vendor-install <root> <version>");

// The SDK's own copy: it takes a version only from that.
const semver = createRequire(require.resolve("@pulumi/pulumi"))("semver") as { parse(text: string): Version };

PulumiCommand.install({ root, version: semver.parse(version) }).catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
