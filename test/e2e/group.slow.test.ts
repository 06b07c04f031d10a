import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "../../sandbox";
import { declare, declareGroup, START } from "../support/declare";
import { expectNothingLeftToDo, setup } from "../support/setup";
import { TRANSIENT_FAULTS } from "../support/transient-faults";
import { interviewsCalled } from "./interviews-called";

test("a killed engine's host sends no more, and the next up ends as declared", async () => {
  const context = await setup({ latencyMs: 100 });
  const { sandbox, stack } = context;
  await stack.configure({ "xobin:concurrency": "2" });
  stack.program(declareGroup(numbered(60)));
  await stack.created();
  const { process: engine } = stack.start("up", "--yes", "--skip-preview");
  while (sandbox.requests.length < 10) {
    await sleep(20);
  }
  engine.kill("SIGKILL");
  await once(engine, "exit");
  await sleep(1000);
  const sentBefore = sandbox.requests.length;
  await sleep(2000);
  expect(sandbox.requests).toHaveLength(sentBefore);
  expect(sentBefore).toBeLessThan(60);
  await stack.pulumi("cancel", "--yes");

  stack.program(declareGroup(numbered(60), { start: { url: "https://new.example" } }));
  expect(await stack.up()).toMatchObject({ code: 0 });
  for (let id = 1; id <= 60; id += 1) {
    expect(sandbox.settings(id)).toEqual({ start: { status: true, url: "https://new.example" } });
  }
  await expectNothingLeftToDo(context);
});

test("a group that is replaced, or checked without its program, stays on", async () => {
  const context = await setup();
  const { sandbox, stack } = context;
  stack.program(declareGroup({ a: 1, b: 2 }));
  expect(await stack.up()).toMatchObject({ code: 0 });
  sandbox.clearRequests();

  expect(await stack.refresh()).toMatchObject({ code: 0 });
  expect(sandbox.requests).toEqual([]);
  expect(await stack.up("--replace", "**InterviewWebhooksGroup**")).toMatchObject({ code: 0 });
  expect(interviewsCalled(sandbox)).toEqual([1, 2]);
  expect(sandbox.settings(1)).toEqual({ start: START });
  await expectNothingLeftToDo(context);

  // The program runs, and still declares what is to go.
  sandbox.clearRequests();
  expect(await stack.destroy("--run-program")).toMatchObject({ code: 0 });
  expect(interviewsCalled(sandbox)).toEqual([1, 2]);
  expect(sandbox.settings(1)).toMatchObject({ start: { status: false } });
});

test("a group that moves to a Provider and back stays on; accounts are apart", async () => {
  const context = await setup();
  const { sandbox, stack } = context;
  const provider = (account = "") => `const emea = new Provider("emea", { ${account} });\n`;
  const group = declareGroup({ a: 1, b: 2 });
  const moved = declareGroup({ a: 1, b: 2 }, undefined, { options: "{ provider: emea }" });
  for (const program of [group, provider() + moved, group]) {
    stack.program(program);
    sandbox.clearRequests();
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(sandbox.requests.filter(({ body }) => JSON.stringify(body).includes("false"))).toEqual([]);
    // The engine need not replace a resource whose provider is configured as the one before it.
    expect([[], [1, 2]]).toContainEqual(interviewsCalled(sandbox));
    await expectNothingLeftToDo(context);
  }

  stack.program(
    group +
      provider('account: "emea"') +
      declareGroup({ a: 1 }, undefined, { name: "apac", options: "{ provider: emea }" }),
  );
  expect(await stack.up()).toMatchObject({ code: 0 });
  await expectNothingLeftToDo(context);
});

test("interviews move between groups and single resources by one call, all on", async () => {
  const world = await setup();
  const { sandbox, stack } = world;
  const single = (id: number) => declare({ aiInterviewId: id, start: START }, { name: `single-${id}` });
  const programs = [
    declareGroup({ a: 1, b: 2 }) + declareGroup({ c: 3 }, { start: START }, { name: "apac" }) + single(4),
    // Out of a group, whose update may come before the other's check.
    declareGroup({ b: 2 }) + declareGroup({ c: 3, d: 4 }, { start: START }, { name: "apac" }) + single(1),
    declareGroup({ a: 1, c: 3 }) + declareGroup({ d: 4 }, { start: START }, { name: "apac" }) + single(2),
    declareGroup({ c: 3 }) + single(1) + single(2) + single(4),
    single(1) + single(2) + single(3) + single(4),
    declareGroup({ a: 1, b: 2, c: 3, d: 4 }),
  ];
  for (const [index, program] of programs.entries()) {
    sandbox.clearRequests();
    stack.program(program);
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect({
      index,
      off: sandbox.requests.filter(({ body }) => JSON.stringify(body).includes("false")),
    }).toEqual({
      index,
      off: [],
    });
    const ids = interviewsCalled(sandbox);
    expect({ index, ids }).toEqual({ index, ids: [...new Set(ids)] });
  }
  await expectNothingLeftToDo(world);
});

test("a secret URL of a failed interview stays encrypted, also after a refresh", async () => {
  const { sandbox, stack } = await setup();
  await stack.configure({ "xobin:maxRetries": "0", "xobin:concurrency": "1" });
  const secretly = (token: string) =>
    `const start = { url: pulumi.secret("https://receiver.example/?token=canary-${token}") };
     new InterviewWebhooksGroup("emea", { interviews: { a: 1, b: 2 }, start });`;
  stack.program(secretly("old"));
  expect(await stack.up()).toMatchObject({ code: 0 });
  sandbox.fail({ aiInterviewId: 2, status: 422, body: { error: "No" } });
  stack.program(secretly("new"));
  expect((await stack.up()).code).not.toBe(0);

  const [failed] = await stack.resources();
  expect(Object.keys(failed?.outputs["pending"] as object)).toEqual(["2"]);
  expect(JSON.stringify(await stack.exported())).not.toContain("canary");
  expect((await stack.refresh()).output).not.toContain("canary");
  expect(JSON.stringify(await stack.exported())).not.toContain("canary");
  stack.program(declareGroup({ a: 1 }));
  const preview = await stack.preview("--diff");
  expect(preview.output).not.toContain("canary");

  // The failed interview has left the program, and holds the old settings.
  sandbox.clearRequests();
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(interviewsCalled(sandbox)).toEqual([1, 2]);
  expect(sandbox.settings(2)).toEqual({
    start: { status: false, url: "https://receiver.example/?token=canary-old" },
  });
  expect(JSON.stringify(await stack.exported())).not.toContain("canary");
});

test("numbers unknown yet pass the preview, and a mistake in one sends nothing", async () => {
  const { sandbox, stack } = await setup();
  const program = (number: unknown) => `
    class Made extends pulumi.dynamic.Resource {
      constructor(name, number) {
        super({ create: async (inputs) => ({ id: "made", outs: { number: inputs.number } }) }, name, { number });
      }
    }
    const made = new Made("made", ${JSON.stringify(number)});
    // The output is not known before the resource is made.
    new InterviewWebhooksGroup("emea", {
      interviews: { a: 1, b: made.id.apply(() => ${JSON.stringify(number)}) }, start: { url: "https://receiver.example" },
    });`;
  stack.program(program("311"));
  const preview = await stack.preview("--diff");
  expect(preview.code).toBe(0);
  expect(preview.output).toMatch(/b: \[unknown\]|b: output<string>/);
  const { code, output } = await stack.up();
  expect(code).not.toBe(0);
  expect(output).toContain("interviews.b must be a number, but is a string");
  expect(sandbox.requests).toEqual([]);

  stack.program(program(311));
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(interviewsCalled(sandbox)).toEqual([1, 311]);
});

test("1,000 interviews at 20 calls/s, 1 % of every fault: the next up mends them", async () => {
  const context = await setup({ requestsPerSecond: 20 });
  const { sandbox, stack } = context;
  await stack.configure({ "xobin:requestTimeout": "2" });
  const lasting: Fault[] = [{ status: 400 }, { status: 422 }, { body: "<h1>Welcome</h1>" }];
  // The limit itself responds with 429.
  for (const fault of [...TRANSIENT_FAULTS, ...lasting]) {
    sandbox.fail({ ...fault, times: Infinity, probability: 0.01 });
  }
  stack.program(declareGroup(numbered(1000)));
  const { code, output } = await stack.up();
  expect(code).not.toBe(0);
  expect(output).toMatch(/\d+ of 1,000 interviews sent/);
  const [, failed] = /(\d+) of 1,000 interviews failed\. The others are done\./.exec(output) ?? [];
  sandbox.clearFaults();
  sandbox.clearRequests();

  expect(await stack.up()).toMatchObject({ code: 0 });
  // One that the rate limit refuses is called again.
  expect(new Set(interviewsCalled(sandbox)).size).toBe(Number(failed));
  for (let id = 1; id <= 1000; id += 1) {
    expect(sandbox.settings(id)).toEqual({ start: START });
  }
  await expectNothingLeftToDo(context);
}, 300_000);

/** Interviews from 1 on. */
function numbered(count: number): Record<string, number> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`interview-${index + 1}`, index + 1]),
  );
}
