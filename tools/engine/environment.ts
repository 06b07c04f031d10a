import { mkdirSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Engine } from "./engine";

/**
 * The environment of a process that runs `engine` offline, with everything it stores below the folder `home`.
 * Creates the folders. Settings of the caller's own Pulumi (`PULUMI_*`) are left out.
 */
export function engineEnv(engine: Engine, home: string): NodeJS.ProcessEnv {
  const root = resolve(home);
  const state = join(root, "state");
  const pulumiHome = join(root, "pulumi");
  mkdirSync(state, { recursive: true });
  mkdirSync(pulumiHome, { recursive: true });
  const inherited = Object.entries(process.env).filter(([name]) => !/^(PULUMI_.*|PATH)$/i.test(name));
  return {
    ...Object.fromEntries(inherited),
    PATH: [engine.binDir, process.env["PATH"]].join(delimiter),
    PULUMI_HOME: pulumiHome,
    PULUMI_BACKEND_URL: pathToFileURL(state).href,
    PULUMI_CONFIG_PASSPHRASE: "local",
    PULUMI_SKIP_UPDATE_CHECK: "true",
    PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
  };
}
