import { expectNothingLeftToDo, setup } from "../support/setup";

const START = { status: true, url: "https://receiver.example/start" };
const SUBMISSION = { status: true, url: "https://receiver.example/submission" };
const AUTH = { type: "basic", status: true, basic: { username: "hooks", password: "canary-password" } };

/** `options` is JavaScript. */
function declare(name: string, aiInterviewId: number, parts: object, options = "{}"): string {
  return `new InterviewWebhooks("${name}", ${JSON.stringify({ aiInterviewId, ...parts })}, ${options});\n`;
}

const KEPT = "Interview 206: nothing sent. The program still declares its webhooks.";

test("a renamed resource leaves the interview's webhooks on, without an alias and with one", async () => {
  const { sandbox, stack } = await setup();
  const all = { start: START, submission: SUBMISSION, auth: AUTH };
  stack.program(declare("first", 206, all));
  await stack.up();
  sandbox.clearRequests();

  stack.program(declare("second", 206, all));
  const renamed = await stack.up();
  expect(renamed.code).toBe(0);
  expect(renamed.output).toContain(KEPT);
  expect(sandbox.requests.map(({ body }) => body)).toEqual([{ webhooks: all }]);
  sandbox.clearRequests();

  stack.program(declare("third", 206, all, '{ aliases: [{ name: "second" }] }'));
  const aliased = await stack.up();
  expect(aliased.code).toBe(0);
  expect(aliased.output).not.toContain("nothing sent");
  expect(sandbox.requests).toEqual([]);
  await expectNothingLeftToDo({ sandbox, stack });
});

test("a rename that drops a part switches off that part and nothing else", async () => {
  const { sandbox, stack } = await setup();
  stack.program(declare("first", 206, { start: START, submission: SUBMISSION, auth: AUTH }));
  await stack.up();
  sandbox.clearRequests();

  stack.program(declare("second", 206, { submission: SUBMISSION }));
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.requests.map(({ body }) => body)).toEqual([
    { webhooks: { submission: SUBMISSION } },
    { webhooks: { start: { ...START, status: false }, auth: { ...AUTH, status: false } } },
  ]);
  await expectNothingLeftToDo({ sandbox, stack });
});

test.each(["{}", "{ deleteBeforeReplace: true }"])(
  "a forced replacement ends with what is declared, with the options %s",
  async (options) => {
    const { sandbox, stack } = await setup();
    stack.program(declare("receptionist", 206, { start: START }, options));
    await stack.up();
    const [{ urn } = { urn: "" }] = await stack.resources();
    sandbox.clearRequests();

    const { code, output } = await stack.up("--skip-preview", "--replace", urn);
    expect(code).toBe(0);
    expect(output).toContain(KEPT);
    expect(sandbox.requests.map(({ body }) => body)).toEqual([{ webhooks: { start: START } }]);
    await expectNothingLeftToDo({ sandbox, stack });
  },
);

test("a replacement by replaceOnChanges ends with what is declared", async () => {
  const { sandbox, stack } = await setup();
  const options = '{ replaceOnChanges: ["start"] }';
  stack.program(declare("receptionist", 206, { start: START, submission: SUBMISSION }, options));
  await stack.up();
  sandbox.clearRequests();

  const moved = { start: { status: true, url: "https://new.example" } };
  stack.program(declare("receptionist", 206, moved, options));
  const { code, output } = await stack.up();
  expect(code).toBe(0);
  expect(output).toContain("1 replaced");
  expect(sandbox.requests.map(({ body }) => body)).toEqual([
    { webhooks: moved },
    { webhooks: { submission: { ...SUBMISSION, status: false } } },
  ]);
  await expectNothingLeftToDo({ sandbox, stack });
});

test.each(["{}", "{ deleteBeforeReplace: true }"])(
  "two resources that swap their interviews end with what is declared, with the options %s",
  async (options) => {
    const { sandbox, stack } = await setup();
    stack.program(
      declare("a", 206, { start: START }, options) + declare("b", 207, { submission: SUBMISSION }, options),
    );
    await stack.up();
    // What is sent first arrives last, unless the one waits for the other.
    sandbox.fail({ aiInterviewId: 206, delayMs: 1500, drop: "after" });

    stack.program(
      declare("a", 207, { start: START }, options) + declare("b", 206, { submission: SUBMISSION }, options),
    );
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(sandbox.settings(207)).toMatchObject({ start: START, submission: { status: false } });
    expect(sandbox.settings(206)).toMatchObject({ submission: SUBMISSION, start: { status: false } });
    await expectNothingLeftToDo({ sandbox, stack });
  },
);
