import type { ConfigureRequest } from "@pulumi/pulumi/dynamic";
import { check, configure, create, delete as delete_, diff } from "../../../provider/lifecycle";
import type { Inputs } from "../../../provider/settings/state";
import { startSandbox, type Sandbox } from "../../../sandbox";

const START = { status: true, url: "https://receiver.example/start" };
const SUBMISSION = { status: true, url: "https://receiver.example/submission" };
const AUTH = {
  type: "basic",
  status: true,
  basic: { username: "hooks", password: "fake-password" },
} as const;

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  const configuration: Record<string, string> = {
    "xobin:apiKey": sandbox.apiKey,
    "xobin:baseUrl": sandbox.url,
  };
  await configure({ config: { get: (key: string) => configuration[key] } } as ConfigureRequest);
});
beforeEach(() => {
  sandbox.clearRequests();
});
afterAll(() => sandbox.close());

async function checked(declaration: object): Promise<Inputs> {
  return ((await check({}, declaration)) as { inputs: Inputs }).inputs;
}

test("a delete that was sent before its interview was declared again does not have the last word", async () => {
  const declaration = { aiInterviewId: 206, start: START };
  sandbox.fail({ delayMs: 300 });

  const deleting = delete_("206", declaration);
  const inputs = await checked(declaration);
  expect(await diff("206", { aiInterviewId: 206, start: START }, inputs)).toMatchObject({ changes: true });
  const creating = create(inputs);
  await deleting;
  expect(sandbox.requests).toHaveLength(1);
  await creating;
  expect(sandbox.settings(206)).toEqual({ start: START });
}, 60_000);

test("what such a delete left alone is switched off, if the interview is declared again without it", async () => {
  const settings = { start: START, submission: SUBMISSION, auth: AUTH };
  sandbox.seed(207, settings);
  await delete_("207", { aiInterviewId: 207, ...settings });
  await create(await checked({ aiInterviewId: 207, submission: SUBMISSION }));

  expect(sandbox.settings(207)).toEqual({
    start: { ...START, status: false },
    submission: SUBMISSION,
    auth: {
      type: "basic",
      status: false,
      basic: { username: "disabled", password: expect.any(String) as string },
    },
  });
});
