import { buildSync } from "esbuild";

/** The receiver with all that it imports, as one file. The same source gives the same text, so an unchanged receiver is no change. */
export function bundle(): string {
  const { outputFiles } = buildSync({
    absWorkingDir: __dirname,
    entryPoints: ["receiver.ts"],
    bundle: true,
    format: "esm",
    platform: "node",
    target: "es2022",
    // A Worker is an ES module and has no `require`, by which CommonJS dependencies load Node.js' own modules.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire("/");' },
    write: false,
  });
  return outputFiles[0]?.text ?? "";
}
