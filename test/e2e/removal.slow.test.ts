import { declare, START } from "../support/declare";
import { setup } from "../support/setup";

test("protect refuses the delete; retainOnDelete forgets it without a call", async () => {
  const { sandbox, stack } = await setup();
  stack.program(declare({ start: START }, { options: { protect: true } }));
  await stack.up();
  sandbox.clearRequests();
  const refused = await stack.destroy();
  expect(refused.code).not.toBe(0);
  expect(refused.output).toContain("protected");

  stack.program(declare({ start: START }, { options: { retainOnDelete: true } }));
  expect(await stack.up()).toMatchObject({ code: 0 });
  stack.program("");
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(await stack.resources()).toEqual([]);
  expect(sandbox.requests).toEqual([]);
});
