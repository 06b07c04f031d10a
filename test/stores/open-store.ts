import type { OnceStore } from "pulumi-xobin/receiver";

/** A store of `once` with the database behind it. */
export interface OpenStore {
  readonly store: OnceStore;
  /** Where the shell line of docs/results.md finds the database: its working folder, and what comes before the line. */
  readonly shell?: { readonly cwd: string; readonly before: string };
  readonly close: () => Promise<void>;
}

/** The table of the SQL stores, as docs/results.md has it. */
export const TABLE =
  "CREATE TABLE xobin_events (key TEXT PRIMARY KEY, lease_ends BIGINT NOT NULL, completed_at BIGINT)";
