import { BASIC, declareGroup, START } from "../support/declare";
import { expectNothingLeftToDo, setup } from "../support/setup";
import { interviewsCalled } from "./interviews-called";

const URL = "https://receiver.example/start";
const AUTH = { type: "basic", basic: { username: "hooks", password: "canary-password" } };

test("a group lives: one call for each interview and change; one that left is off", async () => {
  const world = await setup();
  const { sandbox, stack } = world;
  const args = { start: { url: URL }, auth: AUTH };
  stack.program(
    `exports.interviews = ${declareGroup({ receptionist: 206, "head-chef": 311, porter: 400 }, args)}`.replace(
      /;\n$/,
      ".interviews;",
    ),
  );
  const created = await stack.up();
  expect(created.code).toBe(0);
  expect(created.output).toMatch(/interviews: \{\s+head-chef *: 311/);
  expect(interviewsCalled(sandbox)).toEqual([206, 311, 400]);
  expect(sandbox.settings(311)).toEqual({ start: START, auth: BASIC });
  const [resource] = await stack.resources();
  expect(resource?.outputs["__provider"]).toBe('exports.handler=()=>require("pulumi-xobin/provider").group');
  await expectNothingLeftToDo(world);

  stack.program(declareGroup({ receptionist: 206, porter: 400, "night-porter": 402 }, args));
  const { output } = await stack.preview("--diff");
  expect(output).toMatch(/~ interviews *: \{\s+- head-chef *: 311\s+\+ night-porter *: 402/);
  expect(sandbox.requests).toEqual([]);
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(interviewsCalled(sandbox)).toEqual([311, 402]);
  expect(sandbox.settings(311)).toMatchObject({ start: { status: false, url: URL } });
  await expectNothingLeftToDo(world);

  stack.program(declareGroup({ chef: 206, porter: 400, "night-porter": 402 }, args));
  expect(await stack.up()).toMatchObject({
    code: 0,
    output: expect.stringContaining("~ 1 updated") as string,
  });
  expect(sandbox.requests).toEqual([]);

  expect(await stack.destroy()).toMatchObject({ code: 0 });
  expect(interviewsCalled(sandbox)).toEqual([206, 400, 402]);
  expect(sandbox.settings(402)).toMatchObject({ start: { status: false } });
});

test("the next up sends what failed of a group, and switches off what left it", async () => {
  const world = await setup();
  const { sandbox, stack } = world;
  await stack.configure({ "xobin:maxRetries": "0", "xobin:concurrency": "1" });
  sandbox.fail({ delayMs: 0 });
  sandbox.fail({ status: 422, body: { error: "Said with 422" } });
  sandbox.fail({ drop: "after" });
  stack.program(
    declareGroup({ a: 1, b: 2, c: 3, d: 4 }, { start: { url: `${URL}?canary-token` }, auth: AUTH }),
  );
  const { code, output } = await stack.up();
  expect(code).not.toBe(0);
  expect(output).toContain("2 of 4 interviews failed. The others are done.");
  expect(output).toContain("1 interview: the API refused the settings (HTTP 422: Said with 422).");
  expect(output).toContain("Failed: b (2).");
  expect(interviewsCalled(sandbox)).toEqual([1, 2, 3, 4]);
  sandbox.clearRequests();
  expect((await stack.preview()).output).toContain(
    "Of 4 interviews of the group, only these are still to be sent: b (2), c (3).",
  );

  stack.program(declareGroup({ a: 1, b: 2, d: 4 }, { start: { url: `${URL}?canary-token` }, auth: AUTH }));
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(interviewsCalled(sandbox)).toEqual([2, 3]);
  expect(sandbox.settings(3)).toMatchObject({ start: { status: false } });
  await expectNothingLeftToDo(world);
});
