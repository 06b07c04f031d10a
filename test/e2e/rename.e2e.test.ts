import { BASIC, declare, START, SUBMISSION } from "../support/declare";
import { expectNothingLeftToDo, setup } from "../support/setup";
import { KEPT } from "./rename";

const OTHER_PASSWORD = { username: "hooks", password: expect.any(String) as string };

test("a rename, with an alias or without, switches off only a part that it drops", async () => {
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

  stack.program(declare({ submission: SUBMISSION }, { name: "fourth" }));
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
