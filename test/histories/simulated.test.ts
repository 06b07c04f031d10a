import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as fc from "fast-check";
import { anyCommands, CIRCUMSTANCES } from "./commands";
import { FIRST_PROGRAM, type Program } from "./declarations";
import { SimulatedEngine, type Lifecycle } from "./simulated-engine";
import { PARTS, World } from "./world";
import { RunJournal } from "../../provider/run/run-journal";
import { accountIdentity } from "../../provider/account";
import { RunFolder } from "../../provider/run/run-folder";
import { startSandbox, type Sandbox } from "../../sandbox";

// The libraries are loaded once; only the provider itself starts afresh with each host.
const libraries = ["zod", "node-fetch"].map((name) => ({ name, library: jest.requireActual<object>(name) }));

let sandbox: Sandbox;
let folder: string;
let printed: string;

beforeEach(async () => {
  sandbox = await startSandbox();
  folder = mkdtempSync(join(tmpdir(), "histories-"));
  jest.spyOn(process.stdout, "write").mockImplementation((line, ...rest) => {
    printed += String(line);
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
  rmSync(folder, { recursive: true });
});

test("the API holds what the program declares after any edits, failures, repeats", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.commands(anyCommands(CIRCUMSTANCES.faultsAndKills), { maxCommands: 15, size: "+1" }),
      async (commands) => {
        sandbox.clearFaults();
        // The hosts of the sequence before have ended.
        rmSync(join(folder, "hosts"), { recursive: true, force: true });
        const world = new World(sandbox, new SimulatedEngine({ startHost, announce, output: () => printed }));
        await world.up(FIRST_PROGRAM, {}, []);
        await fc.asyncModelRun(() => ({ model: { program: FIRST_PROGRAM }, real: world }), commands);
      },
    ),
    { numRuns: 30 },
  );
}, 300_000);

/** A host process: its modules hold nothing of the one before. It shares a folder with the other hosts of its run. */
async function startHost(
  run: number,
  account: string | undefined,
): Promise<Record<"single" | "group", Lifecycle>> {
  jest.resetModules();
  let interviews: object | undefined;
  jest.doMock("../../provider/run/this-run", () => ({
    thisRun: () => (interviews ??= joinRun(run)),
    requireEngine: () => undefined,
  }));
  const provider = jest.requireActual<typeof import("../../provider/provider")>("../../provider/provider");
  const settings: Record<string, string | undefined> = {
    "xobin:apiKey": sandbox.apiKey,
    "xobin:baseUrl": sandbox.url,
    "xobin:maxRetries": "0",
    "xobin:account": account,
    // Faults strike the calls in their order.
    "xobin:concurrency": "1",
  };
  await provider.configure({
    config: { get: (key) => settings[key], require: (key) => settings[key] ?? "" },
  });
  return { single: provider, group: provider.group } as Record<"single" | "group", Lifecycle>;
}

/** The process of the program, which constructs all resources before the engine has applied the first. */
function announce(run: number, program: Program): void {
  printed = "";
  const interviews = joinRun(run);
  for (const { interviews: ids, provider, ...parts } of program.values()) {
    const account = accountIdentity(sandbox.url, provider?.account);
    const names = PARTS.filter((part) => parts[part]);
    interviews.noteAnnounced(account, ids, names);
  }
}

function joinRun(run: number): RunJournal {
  const hosts = join(folder, "hosts");
  mkdirSync(hosts, { recursive: true });
  return new RunJournal(new RunFolder(hosts, `127.0.0.1:${run}`));
}
