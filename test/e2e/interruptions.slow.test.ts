import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { BASIC, declare, START, SUBMISSION } from "../support/declare";
import { expectNothingLeftToDo, setup, type Setup } from "../support/setup";

/** A call that hangs is given up after a second. */
async function setupWithShortTimeout(): Promise<Setup> {
  const made = await setup();
  await made.stack.configure({ "xobin:requestTimeout": "1" });
  return made;
}

/** Runs `pulumi up`, and interrupts the engine once the API has got `calls` calls. Then does what Pulumi asks for. */
async function interrupt({ sandbox, stack }: Setup, signal: "SIGKILL" | "SIGINT", calls = 1): Promise<void> {
  await stack.created();
  const { process: engine } = stack.start("up", "--yes", "--skip-preview");
  while (sandbox.requests.length < calls && engine.exitCode === null) {
    await sleep(20);
  }
  expect(sandbox.requests).toHaveLength(calls);
  engine.kill(signal);
  await once(engine, "exit");
  if (signal === "SIGKILL") {
    // The engine was given no time to release the stack's lock.
    await stack.pulumi("cancel", "--yes");
  }
}

async function expectApplied(context: Setup, settings: object): Promise<void> {
  expect(await context.stack.up()).toMatchObject({ code: 0 });
  // Longer than an abandoned provider host would wait before it tries again.
  await sleep(3000);
  expect(context.sandbox.settings(206)).toEqual(settings);
  await expectNothingLeftToDo(context);
}

test.each([false, true])(
  "the up after a create whose engine was killed applies all (applied: %s)",
  async (apply) => {
    const context = await setupWithShortTimeout();
    context.sandbox.fail({ hang: true, apply });
    context.stack.program(declare({ start: START }));
    await interrupt(context, "SIGKILL");

    context.stack.program(declare({ start: { ...START, url: "https://new.example" } }));
    await expectApplied(context, { start: { status: true, url: "https://new.example" } });
  },
);

test.each([false, true])(
  "the up after an update whose engine was killed applies all (applied: %s)",
  async (apply) => {
    const context = await setupWithShortTimeout();
    context.stack.program(declare({ start: START }));
    await context.stack.up();
    context.sandbox.clearRequests();
    context.sandbox.fail({ hang: true, apply });
    context.stack.program(declare({ start: { ...START, url: "https://new.example" } }));
    await interrupt(context, "SIGKILL");

    await expectApplied(context, { start: { status: true, url: "https://new.example" } });
  },
);

test("a retry is not sent after the engine was killed while the call waits", async () => {
  const context = await setup();
  context.sandbox.fail({ status: 503, headers: { "retry-after": "2" } });
  context.stack.program(declare({ start: START }));
  await interrupt(context, "SIGKILL");

  await sleep(4000);
  expect(context.sandbox.requests).toHaveLength(1);
  expect(context.sandbox.settings(206)).toBeUndefined();
});

test("an up that is interrupted sends a retry that waits, and loses nothing", async () => {
  const context = await setup();
  context.sandbox.fail({ status: 503, headers: { "retry-after": "2" } });
  context.stack.program(declare({ start: START }));
  await interrupt(context, "SIGINT");

  await expectApplied(context, { start: START });
});

test("an interrupted up ends what it has begun, and the next one applies the rest", async () => {
  const context = await setupWithShortTimeout();
  context.sandbox.fail({ hang: true });
  context.stack.program(declare({ start: START }));
  await interrupt(context, "SIGINT");

  await expectApplied(context, { start: START });
});

test("a replaced interview that a killed engine left on is off after the next up", async () => {
  const context = await setupWithShortTimeout();
  context.stack.program(declare({ aiInterviewId: 205, start: START }));
  await context.stack.up();
  context.sandbox.clearRequests();
  context.sandbox.fail({ aiInterviewId: 205, hang: true });
  context.stack.program(declare({ start: START }));
  await interrupt(context, "SIGKILL", 2);

  await expectApplied(context, { start: START });
  expect(context.sandbox.settings(205)).toEqual({ start: { ...START, status: false } });
});

test("a renamed resource whose old one a killed engine left stays on", async () => {
  const context = await setupWithShortTimeout();
  context.stack.program(declare({ start: START, submission: SUBMISSION }));
  await context.stack.up();
  context.sandbox.clearRequests();
  // The old one's delete switches off what the new one does not declare.
  context.sandbox.fail({});
  context.sandbox.fail({ hang: true });
  context.stack.program(declare({ start: START }, { name: "renamed" }));
  await interrupt(context, "SIGKILL", 2);

  await expectApplied(context, { start: START, submission: { ...SUBMISSION, status: false } });
});

test("a create that the API refused leaves nothing, and the next up creates", async () => {
  const { sandbox, stack } = await setup();
  sandbox.fail({ status: 422 });
  stack.program(declare({ start: START }));
  const { code, output } = await stack.up();
  expect(code).not.toBe(0);
  expect(output).toContain("Interview 206: the API refused the settings");
  expect(await stack.resources()).toEqual([]);

  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.settings(206)).toEqual({ start: START });
});

test("an update that the API refused leaves the state as it was", async () => {
  const { sandbox, stack } = await setup();
  stack.program(declare({ start: START, auth: BASIC }));
  await stack.up();
  const before = (await stack.resources())[0]?.outputs["start"];
  sandbox.fail({ status: 422 });
  stack.program(declare({ submission: SUBMISSION, auth: BASIC }));
  expect((await stack.up()).code).not.toBe(0);
  expect((await stack.resources())[0]?.outputs["start"]).toEqual(before);
  sandbox.clearRequests();

  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.requests.map(({ body }) => body)).toEqual([
    { webhooks: { start: { ...START, status: false }, submission: SUBMISSION, auth: BASIC } },
  ]);
});

describe("a call without an answer", () => {
  /** Answers nothing that helps to one call, and does not apply it. */
  async function upWithoutAnswer({ sandbox, stack }: Setup): Promise<void> {
    sandbox.fail({ status: 503, apply: false });
    const { code, output } = await stack.up();
    expect(code).not.toBe(0);
    expect(output).toContain("Whether the settings were applied is not known");
    sandbox.clearRequests();
    expect(JSON.stringify(await stack.exported())).not.toContain("canary");
  }

  async function setupWithoutRetries(): Promise<Setup> {
    const made = await setup();
    await made.stack.configure({ "xobin:maxRetries": "0" });
    return made;
  }

  test("of a create is made again, refreshed or not", async () => {
    const context = await setupWithoutRetries();
    context.stack.program(declare({ start: START, auth: BASIC }));
    await upWithoutAnswer(context);
    expect(await context.stack.refresh()).toMatchObject({ code: 0 });
    expect(JSON.stringify(await context.stack.exported())).not.toContain("canary");
    await expectApplied(context, { start: START, auth: BASIC });
  });

  test("whose part the program dropped is off after the next up, on when it returns", async () => {
    const context = await setupWithoutRetries();
    context.stack.program(declare({ start: START, submission: SUBMISSION, auth: BASIC }));
    await context.stack.up();
    context.stack.program(declare({ start: START }));
    await upWithoutAnswer(context);
    expect(await context.stack.refresh()).toMatchObject({ code: 0 });
    expect(JSON.stringify(await context.stack.exported())).not.toContain("canary");
    context.stack.program(declare({ start: START, submission: SUBMISSION, auth: BASIC }));
    await expectApplied(context, { start: START, submission: SUBMISSION, auth: BASIC });

    context.stack.program(declare({ start: START }));
    await upWithoutAnswer(context);
    await expectApplied(context, {
      start: START,
      submission: { ...SUBMISSION, status: false },
      auth: { ...BASIC, status: false },
    });
  });

  test("may have left a part on: it is off when dropped, and after a destroy", async () => {
    const context = await setupWithoutRetries();
    context.stack.program(declare({ start: START }));
    await context.stack.up();
    context.stack.program(declare({ start: START, submission: SUBMISSION }));
    await upWithoutAnswer(context);
    context.stack.program(declare({ start: START }));
    await expectApplied(context, { start: START, submission: { ...SUBMISSION, status: false } });

    context.stack.program(declare({ start: START, submission: SUBMISSION }));
    await upWithoutAnswer(context);
    expect(await context.stack.destroy()).toMatchObject({ code: 0 });
    expect(context.sandbox.settings(206)).toEqual({
      start: { ...START, status: false },
      submission: { ...SUBMISSION, status: false },
    });
  });
});
