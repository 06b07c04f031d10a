import { setup } from "../support/setup";
import { declareEach, starts, urn } from "./targets";

test("resources that swap interviews, one targeted first, end as declared", async () => {
  const context = await setup();
  context.stack.program(declareEach({ one: 206, two: 207 }, "https://old.example"));
  await context.stack.up();

  context.stack.program(declareEach({ one: 207, two: 206 }, "https://new.example"));
  expect(await context.stack.up("--target", urn("one"))).toMatchObject({ code: 0 });
  expect(await context.stack.up()).toMatchObject({ code: 0 });
  const declared = { status: true, url: "https://new.example" };
  expect(starts(context)).toEqual([declared, declared]);
});
