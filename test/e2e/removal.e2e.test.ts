import { BASIC, declare, START, SUBMISSION } from "../support/declare";
import { setup } from "../support/setup";

const BY_HAND = { submission: { status: true, url: "https://by-hand.example" }, auth: BASIC as never };
const NEW_START = { status: true, url: "https://new.example" };

test("a part that left is off until it returns; one never declared is never sent", async () => {
  const { sandbox, stack } = await setup();
  const bodies = () =>
    [206, 207].map((id) =>
      sandbox.requests.filter(({ aiInterviewId }) => aiInterviewId === id).map(({ body }) => body),
    );
  const all = { start: START, submission: SUBMISSION, auth: BASIC };
  // Interview 207 has parts that somebody set by hand and that no program declares.
  sandbox.seed(207, BY_HAND);
  const program = (args: object, byHand: object) =>
    declare(args) + declare({ aiInterviewId: 207, start: byHand }, { name: "by-hand" });
  stack.program(program(all, START));
  await stack.up();
  expect(bodies()).toEqual([[{ webhooks: all }], [{ webhooks: { start: START } }]]);
  sandbox.clearRequests();

  stack.program(program({ submission: SUBMISSION }, NEW_START));
  const preview = await stack.preview("--diff");
  expect(preview.output).toMatch(/ - auth +: \{/);
  expect(preview.output).toMatch(/ - start *: \{/);
  expect(await stack.up()).toMatchObject({ code: 0 });
  const off = {
    start: { ...START, status: false },
    submission: SUBMISSION,
    auth: { ...BASIC, status: false },
  };
  expect(bodies()).toEqual([[{ webhooks: off }], [{ webhooks: { start: NEW_START } }]]);
  expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
  sandbox.clearRequests();

  stack.program(program(all, NEW_START));
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(bodies()).toEqual([[{ webhooks: all }], []]);
  sandbox.clearRequests();

  await stack.destroy();
  expect(bodies()[1]).toEqual([{ webhooks: { start: { ...NEW_START, status: false } } }]);
  expect(sandbox.settings(207)).toMatchObject(BY_HAND);
});
