import type { ConfigureRequest } from "@pulumi/pulumi/dynamic";
import { logToEngine } from "../../provider/engine-log";
import * as single from "../../provider/provider";
import { withoutCredential } from "../../provider/settings/credentials";
import type { GroupInputs } from "../../provider/settings/group-state";
import type { Inputs, Outputs } from "../../provider/settings/state";
import { startSandbox, type Sandbox } from "../../sandbox";
import { BASIC, START, SUBMISSION } from "../support/declare";

jest.mock("../../provider/engine-log", () => ({
  ...jest.requireActual<object>("../../provider/engine-log"),
  logToEngine: jest.fn(() => Promise.resolve()),
}));

const { group } = single;

const AUTH_STAYS_ON =
  "The `auth` stays on, because the API takes it with an event only: to switch it off, declare `auth` with `status: false`.";

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  const configuration: Record<string, string> = {
    "xobin:apiKey": sandbox.apiKey,
    "xobin:baseUrl": sandbox.url,
  };
  await single.configure({ config: { get: (key: string) => configuration[key] } } as ConfigureRequest);
});
beforeEach(() => {
  sandbox.clearRequests();
});
afterAll(() => sandbox.close());

/** Checks the declaration of an interview. @returns what the engine asks next */
type Declare = (
  aiInterviewId: number,
  parts: { start?: object; submission?: object },
) => Promise<{ hasChanges: () => Promise<boolean | undefined>; create: () => Promise<unknown> }>;

const declareAlone: Declare = async (aiInterviewId, parts) => {
  const declaration = { aiInterviewId, ...parts };
  const { inputs } = (await single.check({}, declaration)) as { inputs: Inputs };
  return {
    hasChanges: async () =>
      (await single.diff(String(aiInterviewId), declaration as Outputs, inputs)).changes,
    create: () => single.create(inputs),
  };
};

const declareInGroup: Declare = async (aiInterviewId, parts) => {
  const { inputs } = (await group.check({}, { interviews: { one: aiInterviewId }, ...parts })) as {
    inputs: GroupInputs;
  };
  return {
    hasChanges: async () =>
      (await group.diff("group", { aiInterviewIds: [aiInterviewId], ...parts } as never, inputs)).changes,
    create: () => group.create(inputs),
  };
};

describe.each([
  ["alone", declareAlone, 206],
  ["in a group", declareInGroup, 208],
])("an interview that is deleted and declared in one run, %s", (_name, declare, aiInterviewId) => {
  test("the declaration has the last word, also where the delete was sent first", async () => {
    sandbox.fail({ delayMs: 300 });

    const deleting = single.delete(String(aiInterviewId), { aiInterviewId, start: START });
    const { hasChanges, create } = await declare(aiInterviewId, { start: START });
    expect(await hasChanges()).toBe(true);
    const creating = create();
    await deleting;
    expect(sandbox.requests).toHaveLength(1);
    await creating;
    expect(sandbox.settings(aiInterviewId)).toEqual({ start: START });
  }, 60_000);

  test("a part that the delete left alone is off, where no declaration has it", async () => {
    const settings = { start: START, submission: SUBMISSION, auth: BASIC };
    const other = aiInterviewId + 1;
    sandbox.seed(other, settings);
    await single.delete(String(other), { aiInterviewId: other, ...settings, auth: withoutCredential(BASIC) });
    const { create } = await declare(other, { submission: SUBMISSION });
    await create();

    expect(sandbox.settings(other)).toEqual({
      start: { ...START, status: false },
      submission: SUBMISSION,
      auth: {
        type: "basic",
        status: false,
        basic: { username: "disabled", password: expect.any(String) as string },
      },
    });
  });

  test("a delete keeps authentication on, which the API takes with an event only", async () => {
    const settings = { start: START, auth: BASIC };
    const other = aiInterviewId + 10;
    sandbox.seed(other, settings);
    await declare(other, { start: START });
    await single.delete(String(other), { aiInterviewId: other, ...settings, auth: withoutCredential(BASIC) });

    expect(sandbox.requests).toEqual([]);
    expect(sandbox.settings(other)).toEqual(settings);
    expect(logToEngine).toHaveBeenLastCalledWith(
      `Interview ${other}: nothing sent. The program still declares these webhooks. ${AUTH_STAYS_ON}`,
    );

    await group.delete("group-1", { ...settings, aiInterviewIds: [other], auth: withoutCredential(BASIC) });
    expect(sandbox.requests).toEqual([]);
    expect(logToEngine).toHaveBeenLastCalledWith(
      `1 interview of the group: nothing sent. The program still declares these webhooks. ${AUTH_STAYS_ON}`,
    );
  });
});
