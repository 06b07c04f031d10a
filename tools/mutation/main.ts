import { resolve } from "node:path";
import { setPriority } from "node:os";
import { exitWith, print } from "../print";
import { start } from "../run-process";

const ROOT = resolve(__dirname, "../..");
/** The folders whose unit tests must notice nearly every fault. */
const FOLDERS = ["receiver", "provider/validation", "provider/settings", "provider/api"];

/**
 * Changes the code in small ways and counts the changes that the folder's own unit tests notice. Results are kept, so that only
 * those are measured again whose code or tests have changed.
 *
 * @throws Error naming the folders of which the tests notice too little
 */
async function measure(folders: readonly string[]): Promise<void> {
  // It takes long and keeps all processors busy.
  setPriority(10);
  const failed: string[] = [];
  for (const folder of folders) {
    print(`\n${folder}`);
    const { code } = await start("npx", ["stryker", "run", "tools/mutation/stryker.config.mjs"], {
      cwd: ROOT,
      env: { ...process.env, MUTATED_FOLDER: folder },
      onLine: print,
    }).ended;
    if (code !== 0) {
      failed.push(folder);
    }
  }
  if (failed.length > 0) {
    throw new Error(`The measurement failed, or found too many unnoticed changes, in ${failed.join(", ")}`);
  }
}

const chosen = process.argv.slice(2);
measure(chosen.length > 0 ? chosen : FOLDERS).catch(exitWith);
