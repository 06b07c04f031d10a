import { run } from "../../tools/run-process";
import { planWindow } from "../../cli/recovery/plan";
import { startSandbox } from "../../sandbox";

const INVITATIONS = 100_000;

/** Plans 100,000 completed results of one interview in a process of its own. @returns the peak of its memory, in MiB */
export async function measureMemory(): Promise<number> {
  const sandbox = await startSandbox();
  try {
    sandbox.invite(206, { inviteStatus: "Completed", count: INVITATIONS });
    const options = { cwd: process.cwd(), env: process.env };
    const output = await run(process.execPath, ["--import", "tsx", __filename, sandbox.url], options);
    return Math.round(Number(output));
  } finally {
    await sandbox.close();
  }
}

async function planOnce(url: string): Promise<void> {
  const api = { baseUrl: url, apiKey: "fake-sandbox-api-key", requestTimeout: 60, maxRetries: 0 };
  const target = { stack: "bench", resource: "interview", aiInterviewId: 206, publicNumber: 206, api };
  const window = { since: 0, until: Date.now() + 1000 };
  await planWindow([{ ...target, receiver: { url, headers: {} } }], window, {
    arrived: new Set(),
    log: () => Promise.resolve(),
    onProgress: () => undefined,
  });
  process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
}

const [, file, url] = process.argv;
if (file === __filename && url !== undefined) {
  void planOnce(url);
}
