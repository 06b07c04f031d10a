import { appendFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { deliverMissing } from "../../cli/recovery/deliver";
import { Journal } from "../../cli/recovery/journal";
import { planWindow } from "../../cli/recovery/plan";
import { isSettled, type Target } from "../../cli/recovery/result";
import { concurrently } from "../../provider/concurrently";
import { startSandbox, type Sandbox } from "../../sandbox";
import { SILENT, targetOf } from "../cli/recovery-setup";
import { startFlakyReceiver, type Mood } from "./flaky-receiver";

/** What the vendor does with the event of a result: `late` is lost at first, and sent after all has been recovered. */
type Fate = "delivered" | "lost" | "twice" | "late";

/** Kills a run of `recover` when it has had this many results accepted, with this much of the last one's line in the journal. */
interface Kill {
  readonly after: number;
  readonly line: "none" | "half" | "whole";
}

interface Story {
  readonly fates: readonly Fate[];
  readonly moods: readonly Mood[];
  /** One for each run; the runs after them are not killed. */
  readonly kills: readonly Kill[];
  readonly concurrency: number;
  /** Whether `recover` is told what has arrived, or has its journal alone. */
  readonly hasArrived: boolean;
  /** The seed of the API's failures. */
  readonly seed: number;
}

const INTERVIEWS = [206, 207, 208];
const MAX_RUNS = 100;

class Killed extends Error {}

const moods = fc.constantFrom<Mood[]>("well", "well", "well", "busy", "fails", "dies");
const story = (minResults: number, results: number, maxKills: number): fc.Arbitrary<Story> =>
  fc.record({
    fates: fc.array(fc.constantFrom<Fate[]>("delivered", "lost", "twice", "late"), {
      minLength: minResults,
      maxLength: results,
    }),
    moods: fc.array(moods, { maxLength: 2 * results, size: "max" }),
    kills: fc.array(
      fc.record({
        after: fc.nat(results),
        line: fc.constantFrom<Kill["line"][]>("none", "half", "whole"),
      }),
      { maxLength: maxKills },
    ),
    concurrency: fc.integer({ min: 1, max: 4 }),
    hasArrived: fc.boolean(),
    seed: fc.nat(),
  });

const PLAIN: Story = { fates: [], moods: [], kills: [], concurrency: 1, hasArrived: false, seed: 0 };

/** Stories that go wrong where a receiver has no `once`, and where its claims have no lease. */
const KEPT: Story[] = [
  { ...PLAIN, fates: ["delivered"] },
  { ...PLAIN, fates: ["lost"], kills: [{ after: 0, line: "none" }] },
  { ...PLAIN, fates: ["late"], moods: ["dies"] },
];

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "each-once-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Tells a story to its end, and returns the responses that were not handled exactly once. */
async function tell({ fates, moods, kills, concurrency, hasArrived, seed }: Story): Promise<string[]> {
  const journal = join(mkdtempSync(join(folder, "run-")), "journal");
  const sandbox = await startSandbox();
  const receiver = await startFlakyReceiver(moods);
  try {
    const targets = INTERVIEWS.map((id) => {
      sandbox.seed(id, { submission: { status: true, url: receiver.url }, auth: receiver.auth });
      const target = targetOf(sandbox, id, { url: receiver.url, headers: { "X-Webhook-Key": "key" } });
      return { ...target, api: { ...target.api, maxRetries: 0 } };
    });
    const results = await completeAll(sandbox, fates);
    sandbox.fail({ path: "/ai-interviews", status: 500, probability: 0.03, times: 1 + (seed % 20), seed });

    let run = 0;
    do {
      // Whoever died has lost its claims by now.
      receiver.store.passHours();
      if (run > MAX_RUNS) {
        throw new Error("It never ends");
      }
    } while (
      !(await recoverOnce(targets, journal, kills[run++], {
        concurrency,
        arrived: hasArrived && receiver.store.done(),
      }))
    );

    for (const [index, { aiInterviewId, responseId }] of results.entries()) {
      if (fates[index] === "late") {
        await sandbox.deliver(aiInterviewId, "submission", { responseId });
      }
    }
    return results
      .map(({ responseId }) => `${responseId}: ${receiver.handled.get(responseId) ?? 0}`)
      .filter((line) => !line.endsWith(": 1"));
  } finally {
    await Promise.all([sandbox.close(), receiver.close()]);
  }
}

async function completeAll(sandbox: Sandbox, fates: readonly Fate[]) {
  const results = fates.map((fate, index) => {
    const aiInterviewId = INTERVIEWS[index % INTERVIEWS.length] ?? 0;
    return { fate, aiInterviewId, responseId: sandbox.invite(aiInterviewId)[0] ?? 0 };
  });
  await concurrently(results, 10, async ({ fate, aiInterviewId, responseId }) => {
    await sandbox.complete(aiInterviewId, { responseId, lose: fate === "lost" || fate === "late" });
    if (fate === "twice") {
      await sandbox.complete(aiInterviewId, { responseId });
    }
  });
  return results;
}

/** Runs `recover --deliver` until its end or its death, and returns whether nothing is missing any more. */
async function recoverOnce(
  targets: readonly Target[],
  file: string,
  kill: Kill | undefined,
  { concurrency, arrived }: { concurrency: number; arrived: ReadonlySet<number> | false },
): Promise<boolean> {
  const journal = new Journal(file);
  let left = kill?.after ?? Infinity;
  const mortal = {
    append(responseId: number): void {
      if (left === 0 && kill) {
        left = -1;
        const line = `${responseId}\n`;
        appendFileSync(file, line.slice(0, { none: 0, half: 2, whole: line.length }[kill.line]));
        throw new Killed();
      }
      if (left > 0) {
        left -= 1;
        journal.append(responseId);
      }
    },
    get problem() {
      return left < 0 ? "killed" : journal.problem;
    },
  };
  try {
    const has = (id: number) => journal.accepted.has(id) || (arrived !== false && arrived.has(id));
    const window = { since: 0, until: Date.now() + 1000 };
    const plan = await planWindow(targets, window, { arrived: { has }, ...SILENT });
    const options = { concurrency, timeoutMs: 2000, journal: mortal, ...SILENT };
    const results = await deliverMissing(plan.results, options);
    return results.every(isSettled) && plan.problems.length === 0;
  } catch (error) {
    if (!(error instanceof Killed)) {
      throw error;
    }
    return false;
  } finally {
    journal.close();
  }
}

test("each result is handled exactly once, whatever happens to its event", async () => {
  await fc.assert(
    fc.asyncProperty(story(1, 20, 4), async (told) => {
      expect(await tell(told)).toEqual([]);
    }),
    { numRuns: 15, examples: KEPT.map((kept): [Story] => [kept]) },
  );
}, 300_000);

test("1,000 results are handled exactly once each", async () => {
  const [told] = fc.sample(story(1000, 1000, 10), 1);
  expect(told && (await tell(told))).toEqual([]);
}, 300_000);
