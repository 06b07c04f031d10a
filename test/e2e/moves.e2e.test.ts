import { expectNothingLeftToDo } from "../support/setup";
import { expectOn, MOVES, program, PROVIDERS } from "./moves";

test("a moved interview keeps its webhooks on", async () => {
  const [from, to] = [program(MOVES, "from", PROVIDERS), program(MOVES, "to", PROVIDERS)];
  const { sandbox, stack, ids } = await expectOn(MOVES, [from, to]);
  await expectNothingLeftToDo({ sandbox, stack });

  expect(await stack.destroy()).toMatchObject({ code: 0 });
  expect(ids.filter((id) => sandbox.settings(id)?.start?.status !== false)).toEqual([]);
});
