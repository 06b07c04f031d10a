import { declare, START } from "../support/declare";
import { setup } from "../support/setup";

test("a process of the Automation API runs programs again and again, and at once", async () => {
  const { sandbox, stack } = await setup();
  stack.program("");
  const program = `async () => { ${declare({ start: START })} }`;

  const { code, output } = await stack.script(`
    const { LocalWorkspace } = require("@pulumi/pulumi/automation");
    const stackOf = (stackName) =>
      LocalWorkspace.createOrSelectStack(
        { stackName, projectName: "test", program: ${program} },
        { workDir: __dirname },
      );
    (async () => {
      const one = await stackOf("one");
      await one.preview();
      await one.up();
      await one.up();
      await one.destroy();
      await Promise.all([one.up(), (await stackOf("two")).up()]);
    })().catch((error) => {
      console.error(error);
      process.exitCode = 1;
    });`);

  expect({ code, output }).toEqual({ code: 0, output: "" });
  const switched = sandbox.requests.map(
    ({ body }) => (body as { webhooks: { start: { status: boolean } } }).webhooks.start.status,
  );
  expect(switched).toEqual([true, false, true, true]);
});

test("the owner is judged by what asynchronous transforms make of a resource", async () => {
  const { stack } = await setup();
  const transformed = (change: string) =>
    declare({ start: START }, { name: "first" }) +
    `const other = new Provider("other", { account: "other" });` +
    declare(
      { aiInterviewId: 207, start: START },
      { name: "second", options: `{ transforms: [async ({ props, opts }) => (${change})] }` },
    );

  stack.program(transformed("{ props: { ...props, aiInterviewId: 206 }, opts }"));
  const sameNumber = await stack.preview();
  expect(sameNumber.code).not.toBe(0);
  expect(sameNumber.output).toContain("Interview 206 is declared twice");

  stack.program(
    transformed("{ props: { ...props, aiInterviewId: 206 }, opts: { ...opts, provider: other } }"),
  );
  expect(await stack.up()).toMatchObject({ code: 0 });
  for (const { inputs, outputs } of await stack.resources()) {
    expect(Object.keys({ ...inputs, ...outputs })).not.toContain("__owner");
  }
});
