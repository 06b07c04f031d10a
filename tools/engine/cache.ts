import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";
import { ENGINE_VERSION, FILES, type Engine } from "./engine";
import { engineVersion } from "./version";

/** The engine that an earlier run brought. */
export async function cached(): Promise<Engine | undefined> {
  const binDir = join(cacheEntry(), "bin");
  const version = await engineVersion(join(binDir, FILES.pulumi));
  return version === undefined ? undefined : { binDir, version, origin: "cache" };
}

/** The folder of the engine that this checkout would bring. It lies outside the checkout, so that a fresh clone finds it. */
export function cacheEntry(): string {
  const hash = createHash("sha256").update(`${process.platform}-${process.arch}`);
  for (const name of ["cli", "language-nodejs"]) {
    for (const file of ["go.mod", "go.sum"])
      hash.update(readFileSync(join(__dirname, "modules", name, file)));
  }
  return join(cacheHome(), "pulumi-xobin", "engine", `${ENGINE_VERSION}-${hash.digest("hex").slice(0, 12)}`);
}

function cacheHome(): string {
  const xdg = process.env["XDG_CACHE_HOME"];
  if (xdg && isAbsolute(xdg)) return xdg;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  if (process.platform === "win32") return process.env["LOCALAPPDATA"] ?? join(homedir(), "AppData", "Local");
  return join(homedir(), ".cache");
}
