// Arguments: the folder to install in, and the version. See vendor.ts.
import { createRequire } from "node:module";
import { PulumiCommand, type PulumiCommandOptions } from "@pulumi/pulumi/automation";
import { exitWith } from "../print";

type Version = NonNullable<PulumiCommandOptions["version"]>;

const [, , root, version] = process.argv;
if (root === undefined || version === undefined) {
  throw new Error("usage: vendor-install <root> <version>");
}

// The SDK's own copy: it accepts a version only from there.
const semver = createRequire(require.resolve("@pulumi/pulumi"))("semver") as { parse(text: string): Version };

PulumiCommand.install({ root, version: semver.parse(version) }).catch(exitWith);
