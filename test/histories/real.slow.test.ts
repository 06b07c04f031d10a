import * as fc from "fast-check";
import { anyCommands, CIRCUMSTANCES } from "./commands";
import { FIRST_PROGRAM } from "./declarations";
import { RealEngine } from "./real-engine";
import { World } from "./world";
import { setup } from "../support/setup";

test("the API holds what the program declares after any edits and failures", async () => {
  await fc.assert(
    fc.asyncProperty(fc.commands(anyCommands(CIRCUMSTANCES.faults), { maxCommands: 8 }), async (commands) => {
      const { sandbox, stack } = await setup();
      await stack.configure({ "xobin:maxRetries": "0" });
      const world = new World(sandbox, new RealEngine(stack));
      await world.up(FIRST_PROGRAM, {}, []);
      await fc.asyncModelRun(() => ({ model: { program: FIRST_PROGRAM }, real: world }), commands);
    }),
    // Each run takes seconds, so a failure is not looked at again with fewer commands.
    { numRuns: 4, endOnFailure: true },
  );
}, 600_000);
