import { buildSync } from "esbuild";

/** The receiver with all that it imports, as one file. The same source gives the same text, so an unchanged receiver is no change. */
export function bundle(): string {
  const { outputFiles } = buildSync({
    absWorkingDir: __dirname,
    entryPoints: ["receiver.ts"],
    bundle: true,
    platform: "node",
    target: "node22",
    // Lambda brings the SDK.
    external: ["@aws-sdk/*"],
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
