import { version } from "@pulumi/pulumi/version";
// `import … = require` keeps the module object itself, which the SDK recognises and stores by its name.
import provider = require("../provider");

/**
 * The provider as the class hands it to the SDK: the module itself, which is stored by its name. Before 3.250 the SDK fails on a
 * module below a second `node_modules`, where pnpm puts packages; there it is given a copy, which is stored as code.
 */
export const namedProvider =
  isBelowSecondNodeModules(__filename) && isOlder(version) ? { ...provider } : provider;

function isBelowSecondNodeModules(path: string): boolean {
  return path.split(/[\\/]/).filter((folder) => folder === "node_modules").length > 1;
}

function isOlder(sdk: string): boolean {
  const [major = 0, minor = 0] = sdk.split("..").map(Number);
  return major === 3 && minor < 250;
}
