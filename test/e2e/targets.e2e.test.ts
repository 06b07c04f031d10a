import { setup } from "../support/setup";
import { declareEach, starts, urn } from "./targets";

test("a target limits an up and a destroy, and the next up sends the rest", async () => {
  const context = await setup();
  const interviews = { one: 206, two: 207 };
  context.stack.program(declareEach(interviews, "https://old.example"));
  await context.stack.up();

  context.stack.program(declareEach(interviews, "https://new.example"));
  expect(await context.stack.up("--target", urn("one"))).toMatchObject({ code: 0 });
  expect(starts(context)).toMatchObject([{ url: "https://new.example" }, { url: "https://old.example" }]);

  expect(await context.stack.up()).toMatchObject({ code: 0 });
  expect(starts(context)).toMatchObject([{ url: "https://new.example" }, { url: "https://new.example" }]);

  expect(await context.stack.destroy("--target", urn("one"))).toMatchObject({ code: 0 });
  expect(starts(context)).toMatchObject([{ status: false }, { status: true }]);
});
