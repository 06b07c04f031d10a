import { declare, START, SUBMISSION } from "../support/declare";
import { expectNothingLeftToDo, setup } from "../support/setup";
import { expectForcedReplacement, expectSwap } from "./rename";

const DELETE_FIRST = "{ deleteBeforeReplace: true }";

test("a forced replacement that deletes first ends with what is declared", () =>
  expectForcedReplacement(DELETE_FIRST));

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

test("resources that swap interviews, deleted first, end with what is declared", () =>
  expectSwap(DELETE_FIRST));
