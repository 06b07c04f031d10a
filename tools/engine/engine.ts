/** A Pulumi engine that can run Node.js programs with dynamic providers. */
export interface Engine {
  /** The folder that holds `pulumi`, `pulumi-language-nodejs` and `pulumi-resource-pulumi-nodejs`. */
  binDir: string;
  /** As `pulumi version` prints it, without the leading `v`. */
  version: string;
  /** How it was found, for people. */
  origin: Origin;
}

export type Origin = "PATH" | "cache" | "vendor" | "go-build";

/** The version that is brought where none is found. */
export const ENGINE_VERSION = "3.274.1";

const windows = process.platform === "win32";

/** The files an engine consists of. */
export const FILES = {
  pulumi: windows ? "pulumi.exe" : "pulumi",
  language: windows ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs",
  dynamic: windows ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs",
};
