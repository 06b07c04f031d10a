import { createRequire } from "node:module";
import { join } from "node:path";
import { RunError } from "@pulumi/pulumi";

const PROVIDER = "pulumi-xobin/provider";

/** The text for a member of the provider's module; an empty name stands for the module. */
type TextOf = (member: "" | ".group") => string;

/** Found from the program's folder, in which the provider's host works too. */
const FROM_PROGRAM: TextOf = (member) => `exports.handler=()=>require("${PROVIDER}")${member}`;

/**
 * Found from the program's folder or from the SDK's place. A strict package manager (pnpm) puts the packages that the program does
 * not depend on itself where the SDK finds them and the program does not.
 */
const FROM_PROGRAM_OR_SDK: TextOf = (member) =>
  `exports.handler=(n="${PROVIDER}")=>{try{return require(n)${member}}catch{return module.parent.require(n)${member}}}`;

let textOf: TextOf | undefined;

/**
 * The text by which the state names the provider: a JavaScript module, which the host of dynamic providers runs for every call on
 * the resource (measured; the same since SDK 3.0).
 *
 * @throws `pulumi.RunError` where the host would not find the package
 */
export function storedProvider(resource: "InterviewWebhooks" | "InterviewWebhooksGroup"): string {
  textOf ??= textFor(process.cwd());
  return textOf(resource === "InterviewWebhooks" ? "" : ".group");
}

function textFor(programFolder: string): TextOf {
  // An inline program of the Automation API has another folder than its host, and mocks have no host.
  if (!isRunByLanguageHost()) {
    return FROM_PROGRAM_OR_SDK;
  }
  if (isFoundFrom(join(programFolder, "index.js"))) {
    return FROM_PROGRAM;
  }
  if (isFoundFrom(require.resolve("@pulumi/pulumi"))) {
    return FROM_PROGRAM_OR_SDK;
  }
  throw new RunError(
    `The package pulumi-xobin is not found from the program's folder (${programFolder}), where Pulumi runs its provider. ` +
      "Add it to the dependencies in the package.json there, and install them: npm install pulumi-xobin",
  );
}

function isRunByLanguageHost(): boolean {
  return /[\\/]cmd[\\/]run([\\/]index\.js)?$/.test(process.argv[1] ?? "");
}

function isFoundFrom(file: string): boolean {
  try {
    createRequire(file).resolve(PROVIDER);
    return true;
  } catch {
    return false;
  }
}
