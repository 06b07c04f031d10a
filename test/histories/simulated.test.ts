import * as fc from "fast-check";
import { anyCommands, CIRCUMSTANCES } from "./commands";
import { FIRST_PROGRAM } from "./declarations";
import { SimulatedEngine } from "./simulated-engine";
import { World } from "./world";
import { startSandbox, type Sandbox } from "../../sandbox";

// The libraries are loaded once; only the provider itself starts afresh with each host.
const libraries = ["zod", "node-fetch"].map((name) => ({ name, library: jest.requireActual<object>(name) }));

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
  jest.spyOn(process.stdout, "write").mockImplementation((_line, ...rest) => {
    (rest.at(-1) as () => void)();
    return true;
  });
  for (const { name, library } of libraries) {
    jest.doMock(name, () => library);
  }
});

afterEach(async () => {
  jest.restoreAllMocks();
  await sandbox.close();
});

test("whatever the order of edits, failures and repeats, the API holds what the program declares", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands(anyCommands(CIRCUMSTANCES.faultsAndKills), { maxCommands: 15, size: "+1" }),
      async (commands) => {
        sandbox.clearFaults();
        const world = new World(sandbox, new SimulatedEngine(startHost));
        await world.up(FIRST_PROGRAM, {}, []);
        await fc.asyncModelRun(() => ({ model: { program: FIRST_PROGRAM }, real: world }), commands);
      },
    ),
    { numRuns: 30 },
  );
}, 300_000);

/** A host process: its modules hold nothing of the one before. */
async function startHost(): Promise<typeof import("../../provider/lifecycle")> {
  jest.resetModules();
  const lifecycle = jest.requireActual<typeof import("../../provider/lifecycle")>("../../provider/lifecycle");
  const settings: Record<string, string> = {
    "xobin:apiKey": sandbox.apiKey,
    "xobin:baseUrl": sandbox.url,
    "xobin:maxRetries": "0",
  };
  await lifecycle.configure({
    config: { get: (key) => settings[key], require: (key) => settings[key] ?? "" },
  });
  return lifecycle;
}
