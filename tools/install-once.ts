import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Calls `install` unless the last one that succeeded in `folder` was for the same `wanted`: a text that changes with everything
 * that is installed.
 */
export function installOnce(folder: string, wanted: string, install: () => void): void {
  const stamp = join(folder, ".installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) {
    return;
  }
  mkdirSync(folder, { recursive: true });
  rmSync(stamp, { force: true });
  install();
  writeFileSync(stamp, wanted);
}
