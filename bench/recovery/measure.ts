import { createServer } from "node:http";
import { concurrently } from "../../provider/concurrently";
import { deliverMissing } from "../../cli/recovery/deliver";
import { planWindow } from "../../cli/recovery/plan";
import type { Target } from "../../cli/recovery/result";
import { startSandbox, type Sandbox } from "../../sandbox";
import { listen, stop } from "../../sandbox/listening";

const INTERVIEWS = Array.from({ length: 100 }, (_, index) => index + 1);
const RESULTS_EACH = 10;
const MISSING_EACH = 3;
const LATENCY_MS = 20;
const AT_ONCE = 10;

/** The seconds of both steps of `recover`, and of the same calls by `fetch`. */
export interface RecoveryRound {
  readonly plan: number;
  readonly barePlan: number;
  readonly delivery: number;
  readonly bareDelivery: number;
}

/** Plans and delivers 300 missing results of 1,000, and makes the bare calls of both, taking turns. */
export async function measureRecovery(rounds: number): Promise<RecoveryRound[]> {
  const sandbox = await startSandbox({ latencyMs: LATENCY_MS });
  const server = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(204).end());
  });
  const url = `http://127.0.0.1:${await listen(server)}`;
  try {
    const ids = INTERVIEWS.map((id) =>
      sandbox.invite(id, { inviteStatus: "Completed", count: RESULTS_EACH }),
    );
    const missing = ids.flatMap((each) => each.slice(0, MISSING_EACH));
    const arrived = new Set(ids.flatMap((each) => each.slice(MISSING_EACH)));
    const measured: RecoveryRound[] = [];
    // The first round loads and compiles.
    for (let round = 0; round <= rounds; round += 1) {
      const barePlan = await seconds(() => concurrently(INTERVIEWS, AT_ONCE, (id) => bareList(sandbox, id)));
      const bareDelivery = await seconds(() =>
        concurrently(missing, AT_ONCE, (id) => bareDeliver(sandbox, id, url)),
      );
      const steps = await recover(sandbox, url, arrived);
      measured.push({ barePlan, bareDelivery, ...steps });
    }
    return measured.slice(1);
  } finally {
    await Promise.all([sandbox.close(), stop(server)]);
  }
}

async function recover(
  sandbox: Sandbox,
  url: string,
  arrived: ReadonlySet<number>,
): Promise<Pick<RecoveryRound, "plan" | "delivery">> {
  const api = { baseUrl: sandbox.url, apiKey: sandbox.apiKey, requestTimeout: 30, maxRetries: 5 };
  const targets = INTERVIEWS.map((aiInterviewId): Target => ({
    ...{ stack: "bench", resource: `interview-${aiInterviewId}`, aiInterviewId },
    ...{ publicNumber: aiInterviewId, api, receiver: { url, headers: {} } },
  }));
  const silent = { log: () => Promise.resolve(), onProgress: () => undefined };
  let results: Awaited<ReturnType<typeof planWindow>>["results"] = [];
  const plan = await seconds(async () => {
    const window = { since: 0, until: Date.now() + 1000 };
    ({ results } = await planWindow(targets, window, { arrived, ...silent }));
  });
  const delivery = await seconds(async () => {
    const options = { concurrency: AT_ONCE, timeoutMs: 10_000, journal: undefined, ...silent };
    const accepted = (await deliverMissing(results, options)).filter(({ status }) => status === "accepted");
    if (accepted.length !== INTERVIEWS.length * MISSING_EACH) {
      throw new Error(`${accepted.length} results were accepted.`);
    }
  });
  return { plan, delivery };
}

async function bareList({ url, apiKey }: Sandbox, id: number): Promise<void> {
  await (await fetch(`${url}/ai-interviews/invited/${id}`, { headers: { apiKey } })).json();
}

async function bareDeliver({ url, apiKey }: Sandbox, id: number, receiver: string): Promise<void> {
  const report = await fetch(`${url}/ai-interviews/report/${id}`, { headers: { apiKey } });
  const headers = { "content-type": "application/json" };
  await (await fetch(receiver, { method: "POST", headers, body: await report.arrayBuffer() })).text();
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
