import { APIKEY, BASIC, declare, START, SUBMISSION } from "../support/declare";
import { setup } from "../support/setup";

test("a part that leaves the program is switched off, shown as a change, and on again when it comes back", async () => {
  const { sandbox, stack } = await setup();
  const bodies = () => sandbox.requests.splice(0).map(({ body }) => body);
  const all = { start: START, submission: SUBMISSION, auth: BASIC };
  stack.program(declare(all));
  await stack.up();
  expect(bodies()).toEqual([{ webhooks: all }]);

  stack.program(declare({ submission: SUBMISSION }));
  const preview = await stack.preview("--diff");
  expect(preview.output).toMatch(/ - auth +: \{/);
  expect(preview.output).toMatch(/ - start *: \{/);
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(bodies()).toEqual([
    {
      webhooks: {
        start: { ...START, status: false },
        submission: SUBMISSION,
        auth: { ...BASIC, status: false },
      },
    },
  ]);
  expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });

  stack.program(declare(all));
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(bodies()).toEqual([{ webhooks: all }]);
});

test("a part that was never declared is never sent, neither by an update nor by a destroy", async () => {
  const { sandbox, stack } = await setup();
  const byHand = { submission: { status: true, url: "https://by-hand.example" }, auth: BASIC as never };
  sandbox.seed(206, byHand);
  stack.program(declare({ start: START }));
  await stack.up();
  stack.program(declare({ start: { ...START, url: "https://new.example" } }));
  await stack.up();
  await stack.destroy();

  expect(sandbox.requests.map(({ body }) => body)).toEqual([
    { webhooks: { start: START } },
    { webhooks: { start: { status: true, url: "https://new.example" } } },
    { webhooks: { start: { status: false, url: "https://new.example" } } },
  ]);
  expect(sandbox.settings(206)).toMatchObject(byHand);
});

test("another kind of authentication is sent alone, without what the kind before it held", async () => {
  const { sandbox, stack } = await setup();
  for (const auth of [BASIC, APIKEY, BASIC]) {
    stack.program(declare({ start: START, auth }));
    expect(await stack.up()).toMatchObject({ code: 0 });
  }
  expect(sandbox.requests.map(({ body }) => body)).toEqual([
    { webhooks: { start: START, auth: BASIC } },
    { webhooks: { start: START, auth: APIKEY } },
    { webhooks: { start: START, auth: BASIC } },
  ]);
});

test("a destroy leaves authentication alone, comes back after a failure, and is done when the interview is gone", async () => {
  const { sandbox, stack } = await setup();
  stack.program(declare({ start: START, auth: BASIC }));
  await stack.up();
  sandbox.clearRequests();

  sandbox.fail({ status: 422 });
  const failed = await stack.destroy();
  expect(failed.code).not.toBe(0);
  expect(failed.output).toContain("Interview 206: the API refused the settings");
  expect(await stack.resources()).toHaveLength(1);

  // A gateway's page says nothing about the interview.
  sandbox.fail({ status: 404, body: "<h1>404 Not Found</h1>" });
  const gateway = await stack.destroy();
  expect(gateway.code).not.toBe(0);
  expect(gateway.output).toContain("the response is not the API's own");
  expect(await stack.resources()).toHaveLength(1);

  sandbox.fail({ status: 404, body: { error: "AI interview not found" } });
  const gone = await stack.destroy();
  expect(gone).toMatchObject({ code: 0 });
  expect(gone.output).toContain(
    "Interview 206: nothing was switched off, because the API knows no such interview",
  );
  expect(await stack.resources()).toEqual([]);
  const off = { webhooks: { start: { ...START, status: false } } };
  expect(sandbox.requests.map(({ body }) => body)).toEqual([off, off, off]);
});

test("protect refuses the delete, and retainOnDelete forgets the interview without a call", async () => {
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

test("a destroy that runs the program switches off what the program declares", async () => {
  const { sandbox, stack } = await setup();
  stack.program(declare({ start: START }));
  await stack.up();

  expect(await stack.destroy("--run-program")).toMatchObject({ code: 0 });
  expect(sandbox.settings(206)).toEqual({ start: { ...START, status: false } });
});
