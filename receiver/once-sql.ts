import type { OnceClaim, OnceStore } from "./once";

/** Runs a statement with `?` for each value, and returns the rows. */
type Run = (sql: string, values: (string | number)[]) => unknown[] | Promise<unknown[]>;

const now = () => Math.floor(Date.now() / 1000);

/** A store in one table, by statements that PostgreSQL and SQLite have in common. Times are seconds since 1970. */
function sqlStore(run: Run): OnceStore {
  return {
    claim: async (key, leaseSeconds): Promise<OnceClaim> => {
      const claimed = await run(
        `INSERT INTO xobin_events (key, lease_ends) VALUES (?, ?)
         ON CONFLICT (key) DO UPDATE SET lease_ends = excluded.lease_ends
         WHERE xobin_events.completed_at IS NULL AND xobin_events.lease_ends <= ? RETURNING key`,
        // One more, because `now` is rounded down: the handler relies on a whole lease.
        [key, now() + leaseSeconds + 1, now()],
      );
      if (claimed.length > 0) {
        return "claimed";
      }
      const done = await run("SELECT 1 FROM xobin_events WHERE key = ? AND completed_at IS NOT NULL", [key]);
      return done.length > 0 ? "done" : "busy";
    },
    complete: (key) =>
      run(
        `INSERT INTO xobin_events (key, lease_ends, completed_at) VALUES (?, 0, ?)
         ON CONFLICT (key) DO UPDATE SET completed_at = excluded.completed_at RETURNING key`,
        [key, now()],
      ),
    release: (key) =>
      run("DELETE FROM xobin_events WHERE key = ? AND completed_at IS NULL RETURNING key", [key]),
  };
}

/** A client of PostgreSQL: a `Pool` of `pg`, or whatever has its `query`, such as PGlite and Neon's `Pool`. */
export interface PostgresClient {
  /** Runs a statement with `$1`, `$2`, … for the values, and returns its rows, each an object by column. */
  query(sql: string, values: unknown[]): Promise<Record<"rows", unknown[]>>;
}

/**
 * Remembers in PostgreSQL which events were handled, for the handlers' option `once`. The table:
 *
 * ```sql
 * CREATE TABLE xobin_events (key TEXT PRIMARY KEY, lease_ends BIGINT NOT NULL, completed_at BIGINT)
 * ```
 */
export function postgresStore(client: PostgresClient): OnceStore {
  return sqlStore(async (sql, values) => {
    let count = 0;
    const numbered = sql.replace(/\?/g, () => `$${(count += 1)}`);
    return (await client.query(numbered, values)).rows;
  });
}

/** A database of Cloudflare D1: a Worker's binding. */
export interface D1Database {
  /** Prepares a statement. */
  prepare(sql: string): {
    /** Sets its values. */
    bind(...values: unknown[]): {
      /** Runs it, and returns its rows, each an object by column. */
      all(): Promise<Record<"results", unknown[]>>;
    };
  };
}

/** Remembers in Cloudflare D1 which events were handled, for the handlers' option `once`. The table is that of `postgresStore`. */
export function d1Store(database: D1Database): OnceStore {
  return sqlStore(async (sql, values) => {
    const statement = database.prepare(sql).bind(...values);
    return (await statement.all()).results;
  });
}

/** A database of SQLite 3.35 or newer: that of `node:sqlite`, `better-sqlite3` or `bun:sqlite`. */
export interface SqliteDatabase {
  /** Prepares a statement. */
  prepare(sql: string): {
    /** Runs it. */
    all(...values: (string | number)[]): unknown[];
  };
}

/** Remembers in SQLite which events were handled, for `once` of a receiver on one machine. The table is that of `postgresStore`. */
export function sqliteStore(database: SqliteDatabase): OnceStore {
  return sqlStore((sql, values) => database.prepare(sql).all(...values));
}
