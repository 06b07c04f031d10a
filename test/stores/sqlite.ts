import { rmSync } from "node:fs";
import { join } from "node:path";
import type { OnceStore } from "pulumi-xobin/receiver";
import { findOrInstall, onPath } from "../support/debian";
import { freePort } from "../support/free-port";
import { CLIENTS } from "./clients";
import { TABLE, type OpenStore } from "./open-store";
import { makeDataFolder, startServer } from "./server";

/** Serves a store of `bun:sqlite`: Node.js has a SQLite of its own from version 22 on. */
const PROGRAM = `
  const { Database } = require("bun:sqlite");
  const { sqliteStore } = require("pulumi-xobin/receiver");
  const { FILE, PORT } = process.env;
  const database = new Database(FILE);
  database.run("${TABLE}");
  const store = sqliteStore(database);
  Bun.serve({
    hostname: "127.0.0.1",
    port: PORT,
    fetch: async (request) => {
      const [name, ...args] = await request.json();
      return Response.json((await store[name]?.(...args)) ?? null);
    },
  });`;

/** SQLite itself, in Bun. */
export async function openSqlite(): Promise<OpenStore> {
  findOrInstall("sqlite3", () => onPath("sqlite3"));
  const folder = makeDataFolder();
  const port = await freePort();
  const ask = async (...call: unknown[]): Promise<unknown> =>
    (await fetch(`http://127.0.0.1:${port}`, { method: "POST", body: JSON.stringify(call) })).json();
  const end = await startServer(
    [join(CLIENTS, "node_modules/.bin/bun"), "-e", PROGRAM],
    { cwd: CLIENTS, env: { ...process.env, FILE: join(folder, "events.db"), PORT: String(port) } },
    () => ask("none").then(() => true),
  );
  return {
    store: {
      claim: (...args) => ask("claim", ...args) as ReturnType<OnceStore["claim"]>,
      complete: (key) => ask("complete", key),
      release: (key) => ask("release", key),
    },
    shell: { cwd: folder, before: ":" },
    close: async () => {
      await end();
      rmSync(folder, { recursive: true });
    },
  };
}
