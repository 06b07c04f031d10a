import { declare, START, SUBMISSION } from "../support/declare";
import { expectNothingLeftToDo, setup } from "../support/setup";
import { KEPT } from "./rename";

const OPTIONS = ["{}", "{ deleteBeforeReplace: true }"];

test.each(OPTIONS)("a forced replacement with %s ends with what is declared", async (options) => {
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
});

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

test.each(OPTIONS)("resources with %s that swap interviews end with what is declared", async (options) => {
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
});
