import { BASIC, declare, START, SUBMISSION } from "../support/declare";
import { expectNothingLeftToDo, setup } from "../support/setup";

const KEPT = "Interview 206: nothing sent. The program still declares its webhooks.";
const OTHER_PASSWORD = { username: "hooks", password: expect.any(String) as string };

test("a renamed resource leaves the interview's webhooks on, without an alias and with one", async () => {
  const { sandbox, stack } = await setup();
  const all = { start: START, submission: SUBMISSION, auth: BASIC };
  stack.program(declare(all, { name: "first" }));
  await stack.up();
  sandbox.clearRequests();

  stack.program(declare(all, { name: "second" }));
  const renamed = await stack.up();
  expect(renamed.code).toBe(0);
  expect(renamed.output).toContain(KEPT);
  expect(sandbox.requests.map(({ body }) => body)).toEqual([{ webhooks: all }]);
  sandbox.clearRequests();

  stack.program(declare(all, { name: "third", options: { aliases: [{ name: "second" }] } }));
  const aliased = await stack.up();
  expect(aliased.code).toBe(0);
  expect(aliased.output).not.toContain("nothing sent");
  expect(sandbox.requests).toEqual([]);
  await expectNothingLeftToDo({ sandbox, stack });
});

test("a rename that drops a part switches off that part and nothing else", async () => {
  const { sandbox, stack } = await setup();
  stack.program(declare({ start: START, submission: SUBMISSION, auth: BASIC }, { name: "first" }));
  await stack.up();
  sandbox.clearRequests();

  stack.program(declare({ submission: SUBMISSION }, { name: "second" }));
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.requests.map(({ body }) => body)).toEqual([
    { webhooks: { submission: SUBMISSION } },
    // A delete is not given the credential.
    {
      webhooks: {
        start: { ...START, status: false },
        auth: { ...BASIC, status: false, basic: OTHER_PASSWORD },
      },
    },
  ]);
  await expectNothingLeftToDo({ sandbox, stack });
});

test.each(["{}", "{ deleteBeforeReplace: true }"])(
  "a forced replacement ends with what is declared, with the options %s",
  async (options) => {
    const { sandbox, stack } = await setup();
    stack.program(declare({ start: START }, { options }));
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
  const options = { replaceOnChanges: ["start"] };
  stack.program(declare({ start: START, submission: SUBMISSION }, { options }));
  await stack.up();
  sandbox.clearRequests();

  const moved = { start: { status: true, url: "https://new.example" } };
  stack.program(declare(moved, { options }));
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
      declare({ start: START }, { name: "a", options }) +
        declare({ aiInterviewId: 207, submission: SUBMISSION }, { name: "b", options }),
    );
    await stack.up();
    // What is sent first arrives last, unless the one waits for the other.
    sandbox.fail({ aiInterviewId: 206, delayMs: 1500, drop: "after" });

    stack.program(
      declare({ aiInterviewId: 207, start: START }, { name: "a", options }) +
        declare({ submission: SUBMISSION }, { name: "b", options }),
    );
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(sandbox.settings(207)).toMatchObject({ start: START, submission: { status: false } });
    expect(sandbox.settings(206)).toMatchObject({ submission: SUBMISSION, start: { status: false } });
    await expectNothingLeftToDo({ sandbox, stack });
  },
);
