import { goBuild } from "./go-build";
import { onPath } from "./on-path";
import { cached } from "./cache";
import type { Engine } from "./engine";

export type { Engine } from "./engine";
export { engineEnv } from "./environment";

/** Finds a Pulumi engine, or brings one. Says on stderr what takes time. */
export async function findEngine(): Promise<Engine> {
  return (await onPath()) ?? (await cached()) ?? (await goBuild());
}
