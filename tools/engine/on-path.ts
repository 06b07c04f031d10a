import { accessSync, constants, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { FILES, type Engine } from "./engine";
import { engineVersion } from "./version";

/** The engine on `PATH`, if it can run Node.js programs. */
export async function onPath(): Promise<Engine | undefined> {
  const pulumi = which(FILES.pulumi);
  if (pulumi === undefined) return undefined;
  const folders = [dirname(pulumi), dirname(realpathSync(pulumi))];
  const binDir = folders.find((folder) => holds(folder, FILES.language) && holds(folder, FILES.dynamic));
  if (binDir === undefined && !(which(FILES.language) && which(FILES.dynamic))) return undefined;
  const version = await engineVersion(pulumi);
  if (version === undefined) return undefined;
  return { binDir: binDir ?? dirname(pulumi), version, origin: "PATH" };
}

function which(file: string): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  const folder = folders.find((candidate) => holds(candidate, file));
  return folder && join(folder, file);
}

function holds(folder: string, file: string): boolean {
  try {
    accessSync(join(folder, file), constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
