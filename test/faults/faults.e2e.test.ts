import { BASIC, declare } from "../support/declare";
import { expectNothingLeftToDo, setup, type Setup } from "../support/setup";
import type { Run } from "../../tools/run-process";
import { FAULTS, type FaultRow } from "./faults";

/** What the sandbox itself does wrong, at each call of one interview. A 429 holds back all of them, so one of its kind will do. */
const ROWS = FAULTS.filter(
  ({ fault, name }) => fault !== undefined && !/Retry-After|another host/.test(name),
).map((row, index) => ({ ...row, aiInterviewId: index + 1 }));

const OLD = "https://old.example";
const NEW = "https://new.example";

/** The matrix of `docs/measured/faults.md`, on the real engine: each interview has a fault of its own, and all of them fail in one update. */
describe("a fault for each interview, all at once", () => {
  test("create: every failure is told, and the next up applies what is declared", async () => {
    const context = await setupWithoutRetries();
    context.stack.program(declareEach(NEW));
    expectEachReported(await failingUp(context));
    await expectApplied(context, { start: { status: true, url: NEW }, auth: BASIC });
  });

  test("update: every failure is told, and the next up applies what is declared", async () => {
    const context = await setupWithoutRetries();
    context.stack.program(declareEach(OLD, { submission: { url: OLD } }));
    expect(await context.stack.up()).toMatchObject({ code: 0 });
    context.stack.program(declareEach(NEW));
    expectEachReported(await failingUp(context));
    await expectApplied(context, {
      start: { status: true, url: NEW },
      submission: { status: false, url: OLD },
      auth: BASIC,
    });
  });

  test("delete: every failure is told, and the next up switches off what is left", async () => {
    const context = await setupWithoutRetries();
    context.stack.program(declareEach(OLD));
    expect(await context.stack.up()).toMatchObject({ code: 0 });
    context.stack.program("");
    expectEachReported(await failingUp(context), ({ gone }) => !gone);
    expect(await context.stack.up()).toMatchObject({ code: 0 });
    for (const { aiInterviewId, gone = false } of ROWS) {
      expect(context.sandbox.settings(aiInterviewId)).toEqual({
        start: { status: gone, url: OLD },
        auth: BASIC,
      });
    }
    expect(await context.stack.resources()).toEqual([]);
  });
});

/** A scene in which nothing is tried twice, and nobody waits for long. */
async function setupWithoutRetries(): Promise<Setup> {
  const made = await setup();
  await made.stack.configure({ "xobin:maxRetries": "0", "xobin:requestTimeout": "1" });
  return made;
}

function declareEach(url: string, parts: object = {}): string {
  return ROWS.map(({ aiInterviewId }) =>
    declare({ aiInterviewId, start: { url }, auth: BASIC, ...parts }, { name: `interview-${aiInterviewId}` }),
  ).join("");
}

/** `pulumi up` while every interview's fault lasts. */
async function failingUp({ sandbox, stack }: Setup): Promise<Run> {
  for (const { fault, aiInterviewId } of ROWS) {
    sandbox.fail({ ...(fault as object), aiInterviewId, times: Infinity });
  }
  const result = await stack.up("--diff", "--continue-on-error");
  sandbox.clearFaults();
  // Neither what is printed nor what is kept of a failure holds a secret.
  const left = result.output + JSON.stringify(await stack.exported());
  expect(left).not.toContain("canary");
  expect(left).not.toContain(sandbox.apiKey);
  return result;
}

function expectEachReported({ code, output }: Run, fails: (row: FaultRow) => boolean = () => true): void {
  expect(code).not.toBe(0);
  // The row with 429 holds the others back for a moment, which is told as well and is no failure.
  const told = ROWS.filter(({ aiInterviewId }) =>
    new RegExp(`Interview ${aiInterviewId}: (?!held back)`).test(output),
  );
  expect(told.map(({ name }) => name)).toEqual(ROWS.filter(fails).map(({ name }) => name));
  // No line of a stack: the reader did not write this code.
  expect(output).not.toMatch(/^\s+at /m);
}

async function expectApplied(context: Setup, settings: object): Promise<void> {
  expect(await context.stack.up()).toMatchObject({ code: 0 });
  for (const { aiInterviewId } of ROWS) {
    expect(context.sandbox.settings(aiInterviewId)).toEqual(settings);
  }
  await expectNothingLeftToDo(context);
}
