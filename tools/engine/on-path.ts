import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { checkEngine } from "./check";
import { FILES, NoEngineError, type Engine } from "./engine";
import { report } from "./progress";

/** The engine on `PATH`, if it can run a Node.js program. */
export async function fromPath(stop: AbortSignal): Promise<Engine> {
  const cli = which(FILES.cli);
  if (cli === undefined) {
    throw new NoEngineError("- On PATH: there is no pulumi.");
  }
  try {
    const binDir = folderOf(cli);
    return { binDir, version: await checkEngine(binDir, stop), origin: "PATH" };
  } catch (error) {
    if (!(error instanceof NoEngineError)) {
      throw error;
    }
    report(`${cli} is on PATH, but cannot be used: ${error.message}`);
    throw new NoEngineError(`- On PATH: ${cli}: ${error.message}`);
  }
}

/** The folder that holds `cli` and its companions, links resolved. The engine looks for them beside itself and on `PATH`. */
function folderOf(cli: string): string {
  const companions = [FILES.language, FILES.dynamic];
  const together = [dirname(cli), dirname(realpathSync(cli))].find((folder) =>
    companions.every((file) => isExecutable(join(folder, file))),
  );
  if (together !== undefined) {
    return together;
  }
  const missing = companions.filter((file) => which(file) === undefined);
  if (missing.length === 0) {
    return dirname(cli);
  }
  throw new NoEngineError(`it comes without ${missing.join(" and ")} and cannot run a Node.js program.`);
}

function which(file: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return folders.map((folder) => join(folder, file)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
