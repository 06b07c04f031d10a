import { APIKEY, BASIC, declare, START } from "../support/declare";
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

test("auth of another kind is sent alone; a destroy sends none, twice as well", async () => {
  const { sandbox, stack } = await setup();
  for (const auth of [BASIC, APIKEY, BASIC]) {
    stack.program(declare({ start: START, auth }));
    expect(await stack.up()).toMatchObject({ code: 0 });
  }
  // Without what the kind before it held.
  expect(sandbox.requests.map(({ body }) => body)).toEqual([
    { webhooks: { start: START, auth: BASIC } },
    { webhooks: { start: START, auth: APIKEY } },
    { webhooks: { start: START, auth: BASIC } },
  ]);
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
