import { rmSync } from "node:fs";
import { redisStore } from "pulumi-xobin/receiver";
import { findOrInstall, onPath } from "../support/debian";
import { freePort } from "../support/free-port";
import { requireClient } from "./clients";
import type { OpenStore } from "./open-store";
import { makeDataFolder, SERVER_USER, startServer } from "./server";

interface Redis {
  on(event: "error", listener: () => void): Redis;
  connect(): Promise<Redis>;
  sendCommand(command: readonly string[]): Promise<unknown>;
  destroy(): void;
}

/** Redis itself, by the client `redis`, configured as the page says. */
export async function openRedis(): Promise<OpenStore> {
  const program = findOrInstall("redis-server", () => onPath("redis-server"));
  const folder = makeDataFolder();
  const port = await freePort();
  const { createClient } = requireClient("redis") as { createClient: (options: object) => Redis };
  const client = createClient({ url: `redis://127.0.0.1:${port}` }).on("error", () => undefined);
  const connected = client.connect();
  const end = await startServer(
    [program, "--port", String(port), "--appendonly", "yes", "--maxmemory-policy", "noeviction"],
    { cwd: folder, env: { PATH: process.env["PATH"] }, ...SERVER_USER },
    () => connected,
  );
  return {
    store: redisStore((command) => client.sendCommand(command)),
    // The page's line is for the default port.
    shell: { cwd: folder, before: `redis-cli() { command redis-cli -p ${port} "$@"; }` },
    close: async () => {
      client.destroy();
      await end();
      rmSync(folder, { recursive: true });
    },
  };
}
