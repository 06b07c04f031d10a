import { declare, START } from "../support/declare";
import { setup } from "../support/setup";

const ARGS = { start: START };

test("an interview declared twice is an error at preview, in two accounts none", async () => {
  const { sandbox, stack } = await setup();
  const provider = (account: string) =>
    `{ provider: new Provider("${account}", { account: "${account}", apiKey: "fake-key" }) }`;
  await stack.configure({ "xobin:account": "main" });

  stack.program(
    declare(ARGS, { name: "first" }) + declare(ARGS, { name: "second" }).replace("206", "pulumi.output(206)"),
  );
  const { code, output } = await stack.preview();
  expect(code).not.toBe(0);
  expect(output).toMatch(/error: .*Interview 206 is declared twice, by "first" and by "second", and each/);
  // What a user reads is the sentence, without a stack.
  expect(output).not.toMatch(/^\s+at /m);

  stack.program(
    declare(ARGS, { name: "first" }) + declare(ARGS, { name: "second", options: provider("main") }),
  );
  const sameAccount = await stack.preview();
  expect(sameAccount.code).not.toBe(0);
  expect(sameAccount.output).toContain("Interview 206 is declared twice");

  stack.program(
    declare(ARGS, { name: "first" }) + declare(ARGS, { name: "second", options: provider("other") }),
  );
  expect(await stack.preview()).toMatchObject({ code: 0 });
  expect(sandbox.requests).toEqual([]);
});
