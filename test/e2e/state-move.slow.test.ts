import { declare, START } from "../support/declare";
import { setup } from "../support/setup";

test("an interview moves to another stack by its state alone, and nothing is sent", async () => {
  const { sandbox, stack } = await setup();
  const declareIn = (name: string) => {
    stack.program(`if (pulumi.getStack() === "${name}") ${declare({ start: START })}`);
  };
  const pulumi = async (...args: string[]) => {
    const command = JSON.stringify([...args, "--non-interactive", "--color", "never"]);
    const script = `process.exitCode = require("node:child_process").spawnSync("pulumi", ${command}, { stdio: "inherit" }).status;`;
    return stack.script(script);
  };
  declareIn("test");
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(await pulumi("stack", "init", "other", "--no-select")).toMatchObject({ code: 0 });
  sandbox.clearRequests();

  const [{ urn } = { urn: "" }] = await stack.resources();
  const move = await pulumi("state", "move", "--source", "test", "--dest", "other", "--yes", urn);
  expect(move).toMatchObject({ code: 0 });
  declareIn("other");
  expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
  const other = await pulumi("up", "--yes", "--skip-preview", "--expect-no-changes", "--stack", "other");
  expect(other).toMatchObject({ code: 0 });

  expect(sandbox.requests).toEqual([]);
  expect(sandbox.settings(206)).toEqual({ start: START });
});
