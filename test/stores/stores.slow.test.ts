import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { closeAfterTest } from "../support/close-after-test";
import { installClients } from "./clients";
import { openD1 } from "./d1";
import { openDynamoDb } from "./dynamo-db";
import type { OpenStore } from "./open-store";
import { openPostgres } from "./postgres";
import { openRedis } from "./redis";
import { openSqlite } from "./sqlite";

jest.setTimeout(240_000);

beforeAll(installClients);

describe.each<[string, () => Promise<OpenStore>]>([
  ["PostgreSQL", openPostgres],
  ["SQLite", openSqlite],
  ["D1", openD1],
  ["DynamoDB", openDynamoDb],
  ["Redis", openRedis],
])("the store on %s", (_database, open) => {
  let opened: OpenStore;
  let responseId = 6000;
  const newKey = () => `${(responseId += 1)}:completed`;
  const states = async (key: string) => [
    await opened.store.claim(key, 900),
    await opened.store.claim(key, 900),
  ];

  beforeAll(async () => {
    opened = await open();
  });
  afterAll(() => opened.close());

  test("gives an event to one of ten receivers at once", async () => {
    const key = newKey();
    const claims = await Promise.all(Array.from({ length: 10 }, async () => opened.store.claim(key, 900)));
    expect(claims.sort()).toEqual([...Array<string>(9).fill("busy"), "claimed"]);
  });

  test("knows start and submission of one response apart", async () => {
    expect(await opened.store.claim("7000:started", 900)).toBe("claimed");
    expect(await opened.store.claim("7000:completed", 900)).toBe("claimed");
  });

  test("remembers a completed event, which no release forgets", async () => {
    const key = newKey();
    await opened.store.claim(key, 900);
    await opened.store.complete(key);
    await opened.store.complete(key);
    await opened.store.release(key);
    expect(await states(key)).toEqual(["done", "done"]);
  });

  test("remembers an event that was completed after its claim was released", async () => {
    const key = newKey();
    await opened.store.claim(key, 900);
    await opened.store.release(key);
    await opened.store.complete(key);
    expect(await states(key)).toEqual(["done", "done"]);
  });

  test("gives a released event to the next receiver", async () => {
    const key = newKey();
    await opened.store.claim(key, 900);
    await opened.store.release(key);
    await opened.store.release(key);
    expect(await states(key)).toEqual(["claimed", "busy"]);
  });

  test("gives an event to the next receiver after its lease, not before", async () => {
    const key = newKey();
    const claimedAt = Date.now();
    await opened.store.claim(key, 2);
    while ((await opened.store.claim(key, 900)) === "busy") {
      await wait(50);
    }
    expect(Date.now() - claimedAt).toBeGreaterThan(1950);
    expect(Date.now() - claimedAt).toBeLessThan(6000);
    expect(await opened.store.claim(key, 900)).toBe("busy");
  });
});

test.each<[string, () => Promise<OpenStore>]>([
  ["PostgreSQL", openPostgres],
  ["SQLite", openSqlite],
  ["Redis", openRedis],
])("the page's line for %s prints the completed submissions", async (database, open) => {
  const { store, shell, close } = await open();
  closeAfterTest(close);
  for (const key of ["6726:completed", "6727:started"]) {
    await store.claim(key, 900);
    await store.complete(key);
  }
  await store.claim("6728:completed", 900);
  await store.release("6728:completed");

  const script = `${shell?.before}\n${lineFor(database)}`;
  expect(execFileSync("bash", ["-c", script], { cwd: shell?.cwd, encoding: "utf8" })).toBe("6726\n");
});

/** The command that the page shows below the database's name. */
function lineFor(database: string): string {
  const page = readFileSync(join(__dirname, "../../docs/results.md"), "utf8");
  const [, line] = new RegExp(`^# ${database}\\b.*\\n([^#]+)`, "m").exec(page) ?? [];
  expect(line).toBeDefined();
  return line ?? "";
}
