import type * as Webhooks from "../../../../provider/api/webhooks";
import type { XobinError } from "../../../../provider/api/errors";
import { startSandbox, type Sandbox } from "../../../../sandbox";
import { CALL, configFor } from "../../../support/api-calls";

/** Waits are told, not waited for. */
const mockClock = { now: 1_700_000_000_000, waitsMs: [] as number[] };
jest.mock("node:timers/promises", () => ({
  setTimeout: (ms: number) => {
    mockClock.now += ms;
    if (ms > 0) {
      mockClock.waitsMs.push(ms);
    }
    return Promise.resolve();
  },
}));

let sandbox: Sandbox;
let lines: string[];
const log = (line: string) => {
  lines.push(line);
  return Promise.resolve();
};
let webhooks: typeof Webhooks;
beforeEach(async () => {
  lines = [];
  mockClock.waitsMs = [];
  jest.spyOn(Date, "now").mockImplementation(() => mockClock.now);
  sandbox = await startSandbox();
  // Nothing is known of the API's rate limit.
  jest.isolateModules(() => {
    webhooks = jest.requireActual<typeof Webhooks>("../../../../provider/api/webhooks");
  });
});
afterEach(async () => {
  jest.restoreAllMocks();
  await sandbox.close();
});

/** Makes a call. @returns its error */
async function put(
  aiInterviewId: number,
  maxRetries = 5,
  account: Pick<Sandbox, "url" | "apiKey"> = sandbox,
): Promise<XobinError | undefined> {
  const config = configFor(account, { maxRetries });
  return webhooks.putWebhooks(config, { ...CALL, aiInterviewId }, log).then(
    () => undefined,
    (error: unknown) => error as XobinError,
  );
}

/** The API asks a first call to wait, which is not made again. */
async function askToWait(seconds: number): Promise<void> {
  sandbox.fail({ status: 429, headers: { "retry-after": String(seconds) } });
  expect(await put(1, 0)).toMatchObject({ name: "LimitExceededError", unconfirmed: false });
}

test("a call is not sent while the API asks other calls to wait for too long", async () => {
  await askToWait(3600);
  const error = await put(2);
  expect(error).toMatchObject({ name: "LimitExceededError", unconfirmed: false });
  expect(error?.message).toMatch(
    /^Interview 2: the call was not sent, because .* \(blocked for 3600 s\)\. Run/,
  );
  expect(error?.message).not.toContain("429");
  expect(sandbox.requests).toHaveLength(1);
  expect(mockClock.waitsMs).toEqual([]);
});

test("an account that has to wait holds no other account back", async () => {
  await sandbox.close();
  sandbox = await startSandbox({ accounts: { "key-a": "a", "key-b": "b" } });
  await askToWait(3600);
  expect(await put(2, 5, { url: sandbox.url, apiKey: "key-b" })).toBeUndefined();
  expect(await put(2)).toMatchObject({ name: "LimitExceededError" });
  expect(mockClock.waitsMs).toEqual([]);
});

test.each([
  ["a second", 1, ["Interview 2: held back for 1 s by the API's rate limit."]],
  ["two minutes", 120, ["Interview 2: held back for 120 s by the API's rate limit."]],
])("a call that is held back for %s is sent then, and says so", async (_, seconds, expected) => {
  await askToWait(seconds);
  expect(await put(2)).toBeUndefined();
  expect(mockClock.waitsMs).toEqual([seconds * 1000]);
  expect(lines).toEqual(expected);
});

test("a call that is held back for less than a second says nothing", async () => {
  await askToWait(1);
  mockClock.now += 1;
  expect(await put(2)).toBeUndefined();
  expect(mockClock.waitsMs).toEqual([999]);
  expect(lines).toEqual([]);
});

test("a call that was held back has less time for its own retries", async () => {
  await askToWait(100);
  sandbox.fail({ status: 503, headers: { "retry-after": "21" } });
  expect((await put(2))?.message).toContain("(HTTP 503: Fault 503, asks to wait 21 s)");
  expect(mockClock.waitsMs).toEqual([100_000]);
});

test("a call that gives up leaves its place to the next", async () => {
  await askToWait(121);
  expect(await put(2)).toMatchObject({ name: "LimitExceededError" });
  mockClock.now += 121_000;
  mockClock.waitsMs = [];
  expect(await put(3)).toBeUndefined();
  expect(mockClock.waitsMs).toEqual([]);
});
