import { BASIC, declare } from "../support/declare";
import { expectNothingLeftToDo, setup, type Setup } from "../support/setup";
import type { Run } from "../../tools/run-process";
import { FAULTS } from "./faults";

/** The faults of the sandbox itself, one for each interview. A 429 blocks all calls, so one of its kind suffices. */
const ROWS = FAULTS.filter(
  ({ fault, name }) => fault !== undefined && !/Retry-After|another host/.test(name),
).map((row, index) => ({ ...row, aiInterviewId: index + 1 }));

const OLD = "https://old.example";
const NEW = "https://new.example";

/** The matrix of `docs/measured/faults.md`, on the real engine: each interview has a fault of its own, and all of them fail in one update. */
describe("a fault for each interview, all at once", () => {
  test("create: every failure is reported, and the next up applies the declaration", async () => {
    const at = await setupWithoutRetries();
    at.stack.program(declareRows(NEW));
    expectEachReported(await failingUp(at));
    await expectApplied(at, { start: { status: true, url: NEW }, auth: BASIC });
  });

  test("update: every failure is reported, and the next up applies the declaration", async () => {
    const at = await setupWithoutRetries();
    at.stack.program(declareRows(OLD, { submission: { url: OLD } }));
    expect(await at.stack.up()).toMatchObject({ code: 0 });
    at.stack.program(declareRows(NEW));
    expectEachReported(await failingUp(at));
    await expectApplied(at, {
      start: { status: true, url: NEW },
      submission: { status: false, url: OLD },
      auth: BASIC,
    });
  });

  test("delete: every failure is reported, and the next up disables the rest", async () => {
    const at = await setupWithoutRetries();
    at.stack.program(declareRows(OLD));
    expect(await at.stack.up()).toMatchObject({ code: 0 });
    at.stack.program("");
    // Also an interview that the API does not know: a line says that nothing was switched off.
    expectEachReported(await failingUp(at));
    expect(await at.stack.up()).toMatchObject({ code: 0 });
    for (const { aiInterviewId, gone = false } of ROWS) {
      expect(at.sandbox.settings(aiInterviewId)).toEqual({
        start: { status: gone, url: OLD },
        auth: BASIC,
      });
    }
    expect(await at.stack.resources()).toEqual([]);
  });
});

/** A setup without retries and with short timeouts. */
async function setupWithoutRetries(): Promise<Setup> {
  const made = await setup();
  await made.stack.configure({ "xobin:maxRetries": "0", "xobin:requestTimeout": "1" });
  return made;
}

function declareRows(url: string, parts: object = {}): string {
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
  // Neither the output nor the state of a failure holds a secret.
  const left = result.output + JSON.stringify(await stack.exported());
  expect(left).not.toContain("canary");
  expect(left).not.toContain(sandbox.apiKey);
  return result;
}

function expectEachReported({ code, output }: Run): void {
  expect(code).not.toBe(0);
  // The row with 429 holds the others back for a moment, which is printed as well and is no failure.
  const told = ROWS.filter(({ aiInterviewId }) =>
    new RegExp(`Interview ${aiInterviewId}: (?!held back)`).test(output),
  );
  expect(told.map(({ name }) => name)).toEqual(ROWS.map(({ name }) => name));
  // No line of a stack: the reader did not write this code.
  expect(output).not.toMatch(/^\s+at /m);
}

async function expectApplied(at: Setup, settings: object): Promise<void> {
  expect(await at.stack.up()).toMatchObject({ code: 0 });
  for (const { aiInterviewId } of ROWS) {
    expect(at.sandbox.settings(aiInterviewId)).toEqual(settings);
  }
  await expectNothingLeftToDo(at);
}
