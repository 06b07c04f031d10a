import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

/** The folder of everything that is kept between runs. It is outside the checkout, so that a fresh clone finds it. */
export function cacheFolder(): string {
  return join(userCache(), "pulumi-xobin", "engine");
}

function userCache(): string {
  const { XDG_CACHE_HOME: xdg, LOCALAPPDATA: local } = process.env;
  if (xdg && isAbsolute(xdg)) {
    return xdg;
  }
  if (process.platform === "darwin") {
    return join(homedir(), "Library", "Caches");
  }
  if (process.platform === "win32") {
    return local ?? join(homedir(), "AppData", "Local");
  }
  return join(homedir(), ".cache");
}
