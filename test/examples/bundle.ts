import { execFileSync } from "node:child_process";

/** The receiver in an example's folder, as the example's own `bundle` makes one file of it. */
export function bundleOf(folder: string): string {
  return execFileSync(
    process.execPath,
    ["--import", require.resolve("tsx"), "-e", 'process.stdout.write(require("./bundle.ts").bundle())'],
    { cwd: folder, encoding: "utf8", maxBuffer: 16 * 1024 * 1024 },
  );
}
