import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { postgresStore, type PostgresClient } from "pulumi-xobin/receiver";
import { findOrInstall } from "../support/debian";
import { freePort } from "../support/free-port";
import { requireClient } from "./clients";
import { TABLE, type OpenStore } from "./open-store";
import { makeDataFolder, SERVER_USER, startServer } from "./server";

/** Debian keeps the server's programs in a folder of its version, out of PATH. */
const VERSIONS = "/usr/lib/postgresql";

interface Pool extends PostgresClient {
  end(): Promise<void>;
}

/** PostgreSQL itself, by the client `pg`. */
export async function openPostgres(): Promise<OpenStore> {
  const programs = dirname(findOrInstall("postgresql", findInitdb));
  const folder = makeDataFolder();
  const options = { cwd: folder, env: { PATH: process.env["PATH"], LC_ALL: "C" }, ...SERVER_USER };
  execFileSync(join(programs, "initdb"), ["-D", folder, "-U", "receiver", "-A", "trust", "-N"], options);
  const port = await freePort();
  const { Pool } = requireClient("pg") as { Pool: new (options: object) => Pool };
  const pool = new Pool({ host: "127.0.0.1", port, user: "receiver", database: "postgres" });
  const server = [join(programs, "postgres"), "-D", folder, "-p", String(port), "-k", folder] as const;
  const end = await startServer(server, options, () => pool.query("SELECT 1", []));
  await pool.query(TABLE, []);
  return {
    store: postgresStore(pool),
    shell: {
      cwd: folder,
      before: `export PGHOST=127.0.0.1 PGPORT=${port} PGUSER=receiver PGDATABASE=postgres`,
    },
    close: async () => {
      await pool.end();
      await end();
      rmSync(folder, { recursive: true });
    },
  };
}

function findInitdb(): string[] {
  return existsSync(VERSIONS)
    ? readdirSync(VERSIONS).map((version) => join(VERSIONS, version, "bin/initdb"))
    : [];
}
