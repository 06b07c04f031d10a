import { mkdirSync } from "node:fs";
import { delimiter, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Engine } from "./engine";

/**
 * The environment of a process that runs `engine` with state, settings and logs below the folder `home`, without contacting
 * the vendor's services. Creates the folders.
 *
 * It is the caller's environment without the variables for the caller's own Pulumi (`PULUMI_…`).
 */
export function engineEnv(engine: Pick<Engine, "binDir">, home: string): NodeJS.ProcessEnv {
  const state = join(resolve(home), "state");
  const pulumiHome = join(resolve(home), "pulumi");
  for (const folder of [state, pulumiHome]) {
    mkdirSync(folder, { recursive: true });
  }
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
