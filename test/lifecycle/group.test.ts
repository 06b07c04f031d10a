import type { GroupOutputs } from "../../provider/settings/group-state";
import { startSandbox, type Sandbox, type SandboxOptions } from "../../sandbox";
import { closeAfterTest } from "../support/close-after-test";
import { goodReceiver, startReceiver } from "../support/receivers";
import { SimulatedStack } from "../support/simulated-stack";

const START = { url: "https://receiver.example/start" };
const SUBMISSION = { url: "https://receiver.example/submission" };
const AUTH = { type: "basic", basic: { username: "hooks", password: "canary-password" } };

const OTHER_AUTH = { ...AUTH, basic: { ...AUTH.basic, password: "canary-other" } };

test("an update sends a call for each new interview, and none for the others", async () => {
  const { sandbox, stack } = await setup();
  await stack.up({ interviews: { a: 1, b: 2 }, start: START });
  sandbox.clearRequests();

  expect(await stack.up({ interviews: { a: 1, b: 2, c: 3 }, start: START })).toEqual(FINE);
  expect(sent(sandbox)).toEqual([3]);
  // Another order and another name are no other settings.
  expect(await stack.up({ interviews: { c: 3, b: 2, other: 1 }, start: START })).toEqual(FINE);
  expect(sent(sandbox)).toEqual([3]);
  expect(stack.state?.aiInterviewIds).toEqual([1, 2, 3]);
});

test.each([
  ["a URL", { start: SUBMISSION }],
  ["a part that comes", { start: START, submission: SUBMISSION }],
  ["a trigger", { start: START, triggers: [1] }],
  ["the credential", { start: START, auth: OTHER_AUTH }],
])("a change of the settings is sent for each interview once: %s", async (_change, settings) => {
  const { sandbox, stack } = await setup();
  await stack.up({ interviews: { a: 1, b: 2 }, start: START, auth: AUTH });
  sandbox.clearRequests();

  expect(await stack.up({ interviews: { a: 1, b: 2 }, auth: AUTH, ...settings })).toEqual(FINE);
  expect(sent(sandbox)).toEqual([1, 2]);
  await expectNothingLeft(sandbox, stack, { interviews: { a: 1, b: 2 }, auth: AUTH, ...settings });
});

test("another number under the same name switches off the old, sets the new one", async () => {
  const { sandbox, stack } = await setup();
  await stack.up({ interviews: { a: 1 }, start: START });
  expect(await stack.up({ interviews: { a: 2 }, start: START })).toEqual(FINE);
  expect(sandbox.settings(1)).toEqual({ start: { ...START, status: false } });
  expect(sandbox.settings(2)).toEqual({ start: { ...START, status: true } });
});

test("the state holds the settings once, whatever the number of interviews", async () => {
  const { stack } = await setup();
  const interviews = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`interview-${at}`, at + 1]));
  await stack.up({ interviews, start: START, auth: AUTH });
  expect(JSON.stringify(stack.state).length).toBeLessThan(700);
  expect(stack.state?.pending).toBeUndefined();
  expect(JSON.stringify(stack.state)).not.toContain("canary");
});

describe("a group some of whose interviews fail", () => {
  const interviews = { a: 1, b: 2, c: 3 };

  test("the next `up` sends those and nothing else", async () => {
    const { sandbox, stack } = await setup();
    sandbox.fail({ delayMs: 0 });
    sandbox.fail({ status: 400 });
    expect((await stack.up({ interviews, start: START })).error).toMatchObject({ name: "GroupError" });
    expect(sent(sandbox)).toEqual([1, 2, 3]);
    sandbox.clearRequests();

    expect(await stack.up({ interviews, start: START })).toEqual({
      ...FINE,
      lines: ["Of 3 interviews of the group, only these are still to be sent: b (2)."],
    });
    expect(sent(sandbox)).toEqual([2]);
    await expectNothingLeft(sandbox, stack, { interviews, start: START });
  });

  test("a credential that changes after an addition that failed is sent to all", async () => {
    const { sandbox, stack } = await setup();
    await stack.up({ interviews: { a: 1, b: 2 }, start: START, auth: AUTH });
    sandbox.fail({ status: 400 });
    await stack.up({ interviews: { a: 1, b: 2, c: 3, d: 4 }, start: START, auth: AUTH });

    await stack.up({ interviews: { a: 1, b: 2, c: 3, d: 4 }, start: START, auth: OTHER_AUTH });
    expectCredentials(sandbox, [1, 2, 3, 4], OTHER_AUTH);
  });

  test.each([
    { a: 1, b: 2, c: 3 },
    { a: 1, b: 2, c: 3, d: 4 },
  ])("a change of the credential that failed in part can be reverted: %j", async (next) => {
    const { sandbox, stack } = await setup();
    await stack.up({ interviews, start: START, auth: AUTH });
    sandbox.fail({ delayMs: 0 });
    sandbox.fail({ status: 400 });
    const { error } = await stack.up({ interviews: next, start: START, auth: OTHER_AUTH });
    expect(error?.message).toContain("`pulumi up` sends all of them again, because `auth` changed");

    await stack.up({ interviews: next, start: START, auth: AUTH });
    expectCredentials(sandbox, Object.values(next), AUTH);
    await expectNothingLeft(sandbox, stack, { interviews: next, start: START, auth: AUTH });
  });

  test.each([
    ["refused", { status: 400 }],
    ["applied without a response", { drop: "after" } as const],
  ])("an event that leaves the program is off, whatever happened to its call: %s", async (_name, fault) => {
    const { sandbox, stack } = await setup();
    await stack.up({ interviews, start: START });
    sandbox.fail({ delayMs: 0 });
    sandbox.fail(fault);
    expect((await stack.up({ interviews, submission: SUBMISSION })).error).toBeDefined();

    const settings = { start: { url: "https://third.example" } };
    expect(await stack.up({ interviews, ...settings })).toEqual(FINE);
    for (const id of [1, 2, 3]) {
      const { start, submission } = sandbox.settings(id) ?? {};
      expect(start).toMatchObject({ status: true });
      // Of the one that was refused, it was never on.
      expect(submission?.status ?? false).toBe(false);
    }
    await expectNothingLeft(sandbox, stack, { interviews, ...settings });
  });

  test("an interview that stayed on is switched off by the next `up`, of any group", async () => {
    for (const next of [{ interviews: { a: 1 }, start: START }, undefined]) {
      const { sandbox, stack } = await setup();
      await stack.up({ interviews, start: START });
      sandbox.fail({ status: 400 });
      expect((await stack.up({ interviews: { a: 1 }, start: START })).error?.message).toContain(
        "1 of 2 interviews failed",
      );
      sandbox.clearRequests();
      expect(await stack.up(next)).toMatchObject({ waitsMs: [] });
      expect(sent(sandbox)).toEqual(next ? [2] : [1, 2]);
      expect(sandbox.settings(2)).toMatchObject({ start: { status: false } });
      expect(sandbox.settings(3)).toMatchObject({ start: { status: false } });
    }
  });

  test("an interview that the API never took leaves no call and no trace", async () => {
    const { sandbox, stack } = await setup();
    sandbox.fail({ delayMs: 0, times: 2 });
    sandbox.fail({ status: 400 });
    await stack.up({ interviews, start: START });
    sandbox.clearRequests();

    expect(await stack.up({ interviews: { a: 1, b: 2 }, start: START })).toEqual(FINE);
    expect(sent(sandbox)).toEqual([]);
    expect(stack.state?.pending).toBeUndefined();
  });

  test("a create that applied nothing leaves no resource, an update the old state", async () => {
    const { sandbox, stack } = await setup();
    sandbox.fail({ status: 401, times: 3 });
    await stack.up({ interviews, start: START });
    expect(stack.state).toBeUndefined();

    await stack.up({ interviews, start: START });
    const before = stack.state;
    sandbox.fail({ status: 401, times: 3 });
    await stack.up({ interviews, start: SUBMISSION });
    expect(stack.state).toEqual(before);
  });

  test("the error names the first ten for each kind of reason, and how many in all", async () => {
    const { sandbox, stack } = await setup();
    const many = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`name-${at + 1}`, at + 1]));
    sandbox.fail({ status: 422, body: { error: "Said with 422" }, times: 12 });
    sandbox.fail({ status: 500, times: 1 });
    const { error } = await stack.up({ interviews: many, start: START });
    expect(error?.message.split("\n")).toEqual([
      "13 of 40 interviews failed. The others are done. `pulumi up` sends those that failed again, and no others:",
      "  12 interviews: the API refused the settings (HTTP 422: Said with 422). Fix the setting that it names, then run `pulumi up` again. " +
        `Failed: ${[1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => `name-${n} (${n})`).join(", ")} and 2 more.`,
      expect.stringContaining("  1 interview: the API failed (HTTP 500") as string,
    ]);
  });

  test("the API's text is withheld where it repeats a secret", async () => {
    const { sandbox, stack } = await setup();
    sandbox.fail({ delayMs: 0 });
    sandbox.fail({ status: 422, body: { error: "No canary-password" } });
    const { error } = await stack.up({ interviews, start: START, auth: AUTH });
    expect(error?.message).toContain("withheld");
    expect(error?.message).not.toContain("canary");
  });
});

describe("verifyReceiver", () => {
  const KEY = {
    type: "apikey",
    status: true,
    apikey: { key: "X-Webhook-Key", value: "Kq7Zt4Xw9Jv2" },
  } as const;
  const interviews = { a: 1, b: 2, c: 3 };

  test("verifies the receivers once, before the first call, if there is any", async () => {
    const { sandbox, stack } = await setup();
    const receiver = await goodReceiver(KEY);
    const args = { start: { url: receiver.url }, auth: KEY, verifyReceiver: true };
    expect(await stack.up({ interviews, ...args })).toEqual(FINE);
    // With the credential, without and with a wrong one.
    expect(receiver.received).toHaveLength(3);
    expect(sent(sandbox)).toEqual([1, 2, 3]);
    expect(JSON.stringify([sandbox.requests, stack.state])).not.toContain("verifyReceiver");

    expect(await stack.up({ interviews, ...args })).toEqual(FINE);
    // What leaves needs no receiver.
    expect(await stack.up({ interviews: { a: 1 }, ...args })).toEqual(FINE);
    expect(receiver.received).toHaveLength(3);
    expect(await stack.up({ interviews: { a: 1, d: 4 }, ...args })).toEqual(FINE);
    expect(receiver.received).toHaveLength(6);
  });

  test("turned on, verifies and sends the API nothing; turned off, does nothing", async () => {
    const { sandbox, stack } = await setup();
    const receiver = await goodReceiver(KEY);
    const args = { interviews, start: { url: receiver.url }, auth: KEY };
    await stack.up(args);
    sandbox.clearRequests();
    expect(await stack.up({ ...args, verifyReceiver: true })).toEqual(FINE);
    expect(receiver.received).toHaveLength(3);
    expect(await stack.up({ ...args, verifyReceiver: true })).toEqual(FINE);
    expect(await stack.up({ ...args, verifyReceiver: false })).toEqual(FINE);
    expect(receiver.received).toHaveLength(3);
    expect(sandbox.requests).toEqual([]);
  });

  test("sends nothing and keeps the state where a receiver has a problem", async () => {
    const { sandbox, stack } = await setup();
    const receiver = await startReceiver((response) => response.writeHead(204).end());
    await stack.up({ interviews, start: START, auth: KEY });
    const before = stack.state;
    sandbox.clearRequests();
    const { error } = await stack.up({
      interviews: { a: 1, b: 2 },
      start: { url: receiver.url },
      auth: KEY,
      verifyReceiver: true,
    });
    expect(error).toMatchObject({
      name: "ReceiverVerificationError",
      message: expect.stringMatching(
        /^2 interviews of a group \(tested with interview 1\): the receiver of start .* so nothing was sent to the API\./,
      ) as string,
    });
    expect(sandbox.requests).toEqual([]);
    expect(stack.state).toEqual(before);
  });
});

test("calls run side by side within the bound", async () => {
  for (const concurrency of [1, 4]) {
    const { sandbox, stack } = await setup({ concurrency: String(concurrency) }, { latencyMs: 20 });
    const interviews = Object.fromEntries(Array.from({ length: 12 }, (_, at) => [`i${at}`, at + 1]));
    const begun = performance.now();
    await stack.up({ interviews, start: START });
    expect(sent(sandbox)).toHaveLength(12);
    expect(performance.now() - begun).toBeGreaterThan((12 / concurrency) * 20 * 0.9);
  }
});

test.each([
  [{ interviews: { a: "206" }, start: START }, "interviews.a must be a number, but is a string"],
  [{ interviews: { a: null }, start: START }, "interviews.a is required: the interview's number"],
  [{ interviews: { a: 0 }, start: START }, "interviews.a must be the interview's number"],
  [
    { interviews: { a: 7, "b c": 7 }, start: START },
    'interviews["b c"] is interview 7, which is in the group as "a"',
  ],
  // The engine fails at it with "expected property path to end with a name or index" (measured).
  [{ interviews: { "": 1 }, start: START }, 'interviews[""] is without a name'],
  [{ interviews: { "\u00a0 ": 1 }, start: START }, "is without a name"],
  [{ interviews: { "a\nb": 1 }, start: START }, 'interviews["a\\nb"] is a name with a line break'],
  [
    { interviews: { "a\u001b[2Kb": 1 }, start: START },
    'interviews["a\\u001b[2Kb"] is a name with a line break or an invisible character (U+001B): remove it',
  ],
  [{ interviews: { "a\u202eb": 1 }, start: START }, 'interviews["a\\u202eb"] is a name with'],
  [{ start: START }, "interviews is required: an interview's number for each name"],
  [{ interviews: [206], start: START }, "interviews must be an interview's number for each name"],
  [{ interviews: { a: 1 } }, "start or submission is required"],
  [
    { interviews: {}, aiInterviewId: 1, start: START },
    "aiInterviewId is not a property of InterviewWebhooksGroup",
  ],
])("a mistake is named by its path: %j", async (inputs, message) => {
  const { group } = jest.requireActual<typeof import("../../provider/provider")>("../../provider/provider");
  await group.configure({
    config: { get: (key: string) => (key.endsWith("apiKey") ? "fake" : undefined) },
  } as never);
  const { failures } = (await group.check({}, inputs)) as { failures?: { reason: string }[] };
  expect(failures?.map(({ reason }) => reason)).toEqual([expect.stringContaining(message) as string]);
});

const FINE = { lines: [], waitsMs: [] };

async function setup(config: Record<string, string> = {}, options: SandboxOptions = {}) {
  const sandbox = await startSandbox(options);
  closeAfterTest(() => sandbox.close());
  const stack = new SimulatedStack<GroupOutputs>(
    { apiKey: sandbox.apiKey, baseUrl: sandbox.url, maxRetries: "0", concurrency: "1", ...config },
    "group",
  );
  return { sandbox, stack };
}

async function expectNothingLeft(sandbox: Sandbox, stack: SimulatedStack<GroupOutputs>, inputs: object) {
  sandbox.clearRequests();
  expect(await stack.up(inputs)).toEqual(FINE);
  expect(sandbox.requests).toEqual([]);
  expect(stack.state?.pending).toBeUndefined();
}

function expectCredentials(sandbox: Sandbox, aiInterviewIds: number[], auth: object) {
  expect(aiInterviewIds.map((id) => sandbox.settings(id)?.auth)).toEqual(
    aiInterviewIds.map(() => ({ ...auth, status: true })),
  );
}

/** The interviews that were called, sorted. */
function sent(sandbox: Sandbox): number[] {
  return sandbox.requests.map(({ aiInterviewId }) => Number(aiInterviewId)).sort((a, b) => a - b);
}
