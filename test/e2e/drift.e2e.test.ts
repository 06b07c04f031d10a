import { declare, START } from "../support/declare";
import { setup } from "../support/setup";

const BY_HAND = { start: { status: true, url: "https://by-hand.example" } };

test("the first up adopts settings made by hand, a trigger undoes later changes", async () => {
  const { sandbox, stack } = await setup();
  sandbox.seed(206, BY_HAND);
  stack.program(declare({ start: START, triggers: ["monday"] }));
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.settings(206)).toEqual({ start: START });

  sandbox.seed(206, BY_HAND);
  sandbox.clearRequests();
  expect(await stack.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
  expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
  expect(sandbox.requests).toEqual([]);

  stack.program(declare({ start: START, triggers: ["tuesday"] }));
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.requests).toHaveLength(1);
  expect(sandbox.settings(206)).toEqual({ start: START });
});

test.each(["import", "id"])("the option %s is refused with the way that works", async (option) => {
  const { sandbox, stack } = await setup();
  stack.program(declare({ start: START }, { options: { [option]: "206" } }));
  const { code, output } = await stack.preview();
  expect(code).not.toBe(0);
  expect(output).toContain(
    `InterviewWebhooks "receptionist" cannot take the option ${option}, because the API cannot be read. Remove it:`,
  );
  expect(output).not.toMatch(/^\s+at /m);
  expect(sandbox.requests).toEqual([]);
});
