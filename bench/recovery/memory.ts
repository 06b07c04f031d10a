import { planWindow } from "../../cli/recovery/plan";
import { printOutcome } from "../../cli/recovery/report";
import { startSandbox } from "../../sandbox";

const INVITATIONS = 100_000;

/** Plans 100,000 completed results of one interview in this process, prints them, and writes the peak of its memory to stderr. */
async function main(): Promise<void> {
  const url = process.argv[2];
  if (url === undefined) {
    // The API of the other process.
    const sandbox = await startSandbox();
    sandbox.invite(206, { inviteStatus: "Completed", count: INVITATIONS });
    process.stdout.write(sandbox.url);
    return;
  }
  const api = { baseUrl: url, apiKey: "fake-sandbox-api-key", requestTimeout: 60, maxRetries: 0 };
  const target = { stack: "bench", resource: "interview", aiInterviewId: 206, publicNumber: 206, api };
  const window = { since: 0, until: Date.now() + 1000 };
  const plan = await planWindow([{ ...target, receiver: { url, headers: {} } }], window, {
    arrived: new Set(),
    log: () => Promise.resolve(),
    onProgress: () => undefined,
  });
  await printOutcome({ ...plan, window, isDelivery: false, journalProblem: undefined }, "table");
  process.stderr.write(`${plan.results.length} ${process.resourceUsage().maxRSS / 1024}`);
}

void main();
