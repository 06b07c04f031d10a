import { declare, SUBMISSION } from "../support/declare";
import { setup } from "../support/setup";

test("a secret URL that left stays encrypted after a call without a response", async () => {
  const { sandbox, stack } = await setup();
  await stack.configure({ "xobin:maxRetries": 0 });
  const url = "https://receiver.example/start?token=canary-token-in-a-url";
  stack.program(
    `new InterviewWebhooks("receptionist", { aiInterviewId: 206, start: { url: pulumi.secret("${url}") } });`,
  );
  expect(await stack.up()).toMatchObject({ code: 0 });

  stack.program(declare({ submission: SUBMISSION }));
  sandbox.fail({ drop: "after" });
  expect((await stack.up()).code).not.toBe(0);
  const state = JSON.stringify(await stack.exported());
  expect(state).toContain('"unconfirmed":true');
  expect(state).not.toContain("canary-token");

  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.settings(206)).toMatchObject({
    start: { status: false, url },
    submission: { status: true },
  });
});

test("a URL that is made secret later is encrypted by the option, without a call", async () => {
  const { sandbox, stack } = await setup();
  const url = "https://receiver.example/start?token=canary-token-in-a-url";
  const program = (value: string, options = "{}") => {
    stack.program(
      `new InterviewWebhooks("receptionist", { aiInterviewId: 206, start: { url: ${value} } }, ${options});`,
    );
  };
  program(`"${url}"`);
  expect(await stack.up()).toMatchObject({ code: 0 });
  sandbox.clearRequests();

  program(`pulumi.secret("${url}")`);
  expect(await stack.up()).toMatchObject({ code: 0 });
  // The engine compares inputs without their marks, and keeps the outputs.
  const [{ inputs, outputs } = { inputs: {}, outputs: {} }] = await stack.resources();
  expect([JSON.stringify(inputs), JSON.stringify(outputs)]).toEqual([
    expect.not.stringContaining("canary-token"),
    expect.stringContaining("canary-token"),
  ]);

  program(`pulumi.secret("${url}")`, `{ additionalSecretOutputs: ["start"] }`);
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(JSON.stringify(await stack.exported())).not.toContain("canary-token");
  expect(sandbox.requests).toEqual([]);
});
