import type { GroupOutputs } from "../../provider/settings/group-state";
import { startSandbox, type Sandbox } from "../../sandbox";
import { closeAfterTest } from "../support/close-after-test";
import { SimulatedStack } from "../support/simulated-stack";
import { FAULTS, type FaultRow } from "./faults";

const INTERVIEWS = { first: 1, failing: 2, last: 3 };
const FAILING = INTERVIEWS.failing;
const OLD = {
  start: { url: "https://old.example/start" },
  submission: { url: "https://old.example/submission" },
};
/** Another URL, and an event less. */
const NEW = { start: { url: "https://new.example/start" } };

/** The faults that can strike one interview alone. A day's wait is asked of all calls. */
const ROWS = FAULTS.filter(({ fault }) => fault !== undefined);

describe.each(ROWS)("a member of a group meets $name", (row) => {
  test("create: the others are applied, and the next up sends that one", async () => {
    const { sandbox, stack } = await setup();
    const failed = await upWithFault({ sandbox, stack }, row, { interviews: INTERVIEWS, ...NEW });
    await expectNextUpSends(failed, { sandbox, stack }, NEW);
  });

  test("update: the others are applied, and the next up sends that one", async () => {
    const { sandbox, stack } = await setup();
    await stack.up({ interviews: INTERVIEWS, ...OLD });
    const failed = await upWithFault({ sandbox, stack }, row, { interviews: INTERVIEWS, ...NEW });
    await expectNextUpSends(failed, { sandbox, stack }, NEW);
  });

  test("an update without it: it is off after the next up", async () => {
    const { first, last } = INTERVIEWS;
    const { sandbox, stack } = await setup();
    await stack.up({ interviews: INTERVIEWS, ...OLD });
    await upWithFault({ sandbox, stack }, row, { interviews: { first, last }, ...OLD });
    expect(await stack.up({ interviews: { first, last }, ...OLD })).toMatchObject(FINE);
    expect(stateOf(sandbox)).toEqual({ 1: "on", 2: row.gone ? "on" : "off", 3: "on" });
    expect(stack.state?.pending).toBeUndefined();
  });

  test("delete: all are off after the next up", async () => {
    const { sandbox, stack } = await setup();
    await stack.up({ interviews: INTERVIEWS, ...OLD });
    await upWithFault({ sandbox, stack }, row, undefined);
    expect(await stack.up(undefined)).toMatchObject(FINE);
    expect(stateOf(sandbox)).toEqual({ 1: "off", 2: row.gone ? "on" : "off", 3: "off" });
  });
});

const FINE = { waitsMs: [] };

interface World {
  sandbox: Sandbox;
  stack: SimulatedStack<GroupOutputs>;
}

async function setup(): Promise<World> {
  const sandbox = await startSandbox();
  closeAfterTest(() => sandbox.close());
  const config = { apiKey: sandbox.apiKey, baseUrl: sandbox.url, maxRetries: "1", concurrency: "1" };
  return { sandbox, stack: new SimulatedStack<GroupOutputs>(config, "group") };
}

/** Runs `up` while the fault lasts. @returns the interviews that failed */
async function upWithFault(
  { sandbox, stack }: World,
  row: FaultRow,
  inputs: object | undefined,
): Promise<number[]> {
  const other = await startSandbox();
  closeAfterTest(() => other.close());
  const fault = typeof row.fault === "function" ? row.fault(other) : row.fault;
  sandbox.fail({ ...fault, aiInterviewId: FAILING, times: Infinity });
  const { error } = await stack.up(inputs, row.timesOut ? { timeoutMs: 300 } : {});
  sandbox.clearFaults();
  sandbox.clearRequests();
  expect(other.requests).toEqual([]);
  // A delete is not told the names.
  const named = (error?.message ?? "").matchAll(/\((\d)\)|interview (\d)\b/g);
  const failed = [...named].map(([, inBrackets, alone]) => Number(inBrackets ?? alone)).sort();
  if (error) {
    expect(error.message).toMatch(new RegExp(`^${failed.length} of \\d interviews? failed\\.`));
    expect(failed).toContain(FAILING);
  }
  return failed;
}

async function expectNextUpSends(
  failed: number[],
  { sandbox, stack }: World,
  settings: object,
): Promise<void> {
  // A wait that is asked of all calls may fail those after it, too.
  expect(failed.length).toBeGreaterThan(0);
  expect(await stack.up({ interviews: INTERVIEWS, ...settings })).toMatchObject(FINE);
  expect(sandbox.requests.map(({ aiInterviewId }) => aiInterviewId)).toEqual(failed);
  for (const id of Object.values(INTERVIEWS)) {
    expect(onIn(sandbox, id)).toEqual({ start: { status: true, ...NEW.start } });
  }
  await stack.up({ interviews: INTERVIEWS, ...settings });
  expect(sandbox.requests).toHaveLength(failed.length);
  expect(stack.state?.pending).toBeUndefined();
}

/** What is on of an interview. */
function onIn(sandbox: Sandbox, id: number): object {
  return Object.fromEntries(Object.entries(sandbox.settings(id) ?? {}).filter(([, part]) => part.status));
}

function stateOf(sandbox: Sandbox): Record<number, "on" | "off"> {
  return Object.fromEntries(
    Object.values(INTERVIEWS).map((id) => [id, Object.keys(onIn(sandbox, id)).length > 0 ? "on" : "off"]),
  );
}
