/** A Pulumi engine that can run Node.js programs with dynamic providers. */
export interface Engine {
  /** The folder that holds `pulumi`, `pulumi-language-nodejs` and `pulumi-resource-pulumi-nodejs`. */
  binDir: string;
  /** As `pulumi version` prints it, without the leading `v`. */
  version: string;
  /** Where it was found. */
  origin: "PATH" | "cache" | "vendor" | "go-build";
}

const windows = process.platform === "win32";

/** The files an engine consists of: the CLI, the host of Node.js programs, the launcher of dynamic providers. */
export const FILES = {
  cli: windows ? "pulumi.exe" : "pulumi",
  language: windows ? "pulumi-language-nodejs.exe" : "pulumi-language-nodejs",
  dynamic: windows ? "pulumi-resource-pulumi-nodejs.cmd" : "pulumi-resource-pulumi-nodejs",
};

/** One source of engines has none for this machine. The message says why; the next source may have one. */
export class NoEngineError extends Error {
  override name = "NoEngineError";
}
