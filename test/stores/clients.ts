import { createRequire } from "node:module";
import { join } from "node:path";
import { installedIn, installPackages } from "../support/install-packages";

/** The folder in which the clients of package.json are installed. */
export const CLIENTS = installedIn("stores");

export function installClients(): void {
  installPackages("stores", join(__dirname, "package.json"));
}

/** Loads an installed client. */
export const requireClient = createRequire(join(CLIENTS, "index.js"));
