import { BASIC, declare, START } from "../support/declare";
import { setup } from "../support/setup";

test("ignoreChanges keeps each property as it was applied", async () => {
  const { sandbox, stack } = await setup();
  const declared = { start: START, submission: START, auth: BASIC, triggers: ["monday"] };
  stack.program(declare(declared));
  await stack.up();
  sandbox.clearRequests();

  const others = {
    aiInterviewId: 207,
    start: { url: "https://other.example" },
    auth: { ...BASIC, basic: { username: "others", password: "canary-other" } },
    triggers: ["tuesday"],
  };
  const ignored = ["aiInterviewId", "start", "submission", "auth", "triggers"];
  stack.program(declare(others, { options: { ignoreChanges: ignored } }));
  expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
  expect(sandbox.requests).toEqual([]);

  stack.program(
    declare(
      { ...declared, start: { url: "https://other.example", status: false }, triggers: ["tuesday"] },
      { options: { ignoreChanges: ["start.url", "auth"] } },
    ),
  );
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.requests.map(({ body }) => body)).toEqual([
    { webhooks: { start: { ...START, status: false }, submission: START, auth: BASIC } },
  ]);
});
