import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { renameSync } from "node:fs";
import * as fc from "fast-check";
import { RunFolder } from "../../../../provider/run/run-folder";
import { RunJournal } from "../../../../provider/run/run-journal";
import { ACCOUNT, Hosts, ID, RUN } from "./hosts";

const POLL_MS = 50;
const MAX_WAIT_MS = 500;

// The module itself, whose functions can be replaced.
const fs = jest.requireActual<typeof import("node:fs")>("node:fs");
const { writeSync } = fs;
jest.mock("node:timers/promises", () => ({ setTimeout: () => clock.wait() }));

/** The waits of the declaration: each ends with its next step. */
const clock = {
  waitedMs: 0,
  resume: (): void => undefined,
  wait: () => {
    clock.waitedMs += POLL_MS;
    return new Promise<void>((resolve) => {
      clock.resume = resolve;
    });
  },
};

/** What the API holds. */
const api = { isOn: true };

let hosts: Hosts;
let deletingProcess: ChildProcess;
let deadPid: number;
beforeAll(() => {
  hosts = new Hosts();
  deletingProcess = spawn(process.execPath, ["-e", "setInterval(() => undefined, 60_000)"]);
  deadPid = spawnSync(process.execPath, ["-e", ""]).pid;
});
afterAll(() => {
  jest.restoreAllMocks();
  deletingProcess.kill();
  hosts.remove();
});

/** The folder of a run as the deleting process has it. */
class FolderOfDeleting extends RunFolder {
  override newPath(): string {
    return super.newPath(deletingProcess.pid);
  }
}

/** A delete in a host of its own, step by step. It may be killed, or stop for ever, after some of them. */
class Deleting {
  private readonly steps: Generator;

  constructor(
    private readonly end: "finishes" | "dies" | "stops",
    private stepsLeft: number,
  ) {
    this.steps = deleteIn(new RunJournal(new FolderOfDeleting(hosts.folder, RUN)));
  }

  /** @returns whether there is a next step */
  step(): boolean {
    this.stepsLeft -= 1;
    if (this.end === "finishes" || this.stepsLeft >= 0) {
      return this.steps.next().done !== true;
    }
    if (this.end === "dies") {
      for (const file of hosts.files.filter((each) => each.includes(`-${deletingProcess.pid}-`))) {
        renameSync(file, file.replace(`-${deletingProcess.pid}-`, `-${deadPid}-`));
      }
    }
    return false;
  }
}

function* deleteIn(run: RunJournal): Generator {
  const noteDeleted = run.noteDeleting(ACCOUNT, ID, undefined);
  yield;
  const { declarations, problem } = run.keepingDeclarations(ACCOUNT, ID, "checked");
  yield;
  if (declarations.length === 0 && problem === undefined) {
    api.isOn = false;
  }
  yield;
  noteDeleted();
}

/** A declaration in a host of its own, step by step. */
class Declaring {
  isDone = false;
  private readonly run = new RunJournal(new RunFolder(hosts.folder, RUN), MAX_WAIT_MS);
  private next = () => {
    this.run.noteChecked(ACCOUNT, [{ aiInterviewId: ID }], ["start"]);
    this.next = () => {
      this.next = () => {
        clock.resume();
      };
      void this.apply();
    };
  };

  async step(): Promise<void> {
    this.next();
    await new Promise((resolve) => setImmediate(resolve));
  }

  private async apply(): Promise<void> {
    await this.run.settled(ACCOUNT, ID);
    api.isOn = true;
    this.isDone = true;
  }
}

/** What the disk takes of the next writes; of those after them, all. */
function useDisk(shares: readonly number[]): void {
  const left = [...shares];
  jest
    .spyOn(fs, "writeSync")
    .mockImplementation(((descriptor: number, bytes: Buffer) =>
      writeSync(descriptor, bytes, 0, Math.floor(bytes.length * (left.shift() ?? 1)))) as never);
}

const anySchedule = fc.array(fc.constantFrom("declaring", "deleting"), { maxLength: 20 });
const anyDisk = fc.array(fc.constantFrom(1, 1, 0.7, 0.3, 0), { maxLength: 12 });
const anyEnd = fc.constantFrom("finishes" as const, "finishes" as const, "dies" as const, "stops" as const);

test("a declaration is applied within the limit, whatever fails of a delete", async () => {
  await fc.assert(
    fc.asyncProperty(anySchedule, anyDisk, anyEnd, fc.nat({ max: 4 }), async (schedule, disk, end, steps) => {
      hosts.clear();
      Object.assign(clock, { waitedMs: 0 });
      Object.assign(api, { isOn: true });
      useDisk(disk);
      const deleting = new Deleting(end, steps);
      const declaring = new Declaring();
      for (const next of schedule) {
        await (next === "deleting" ? deleting.step() : declaring.step());
      }
      while (deleting.step()) {
        // It ends by itself.
      }
      while (!declaring.isDone) {
        await declaring.step();
      }
      expect(api.isOn).toBe(true);
      expect(clock.waitedMs).toBeLessThanOrEqual(MAX_WAIT_MS + POLL_MS);
    }),
    { numRuns: 300 },
  );
}, 120_000);
