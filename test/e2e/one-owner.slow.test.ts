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
