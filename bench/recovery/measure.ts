import { deliverMissing } from "../../cli/recovery/deliver";
import { planWindow } from "../../cli/recovery/plan";
import type { Target } from "../../cli/recovery/result";
import { concurrently } from "../../provider/concurrently";
import { startServing, type Served } from "./api";

const SERVED = { latencyMs: 20, interviews: 100, resultsEach: 10 };
const MISSING_EACH = 3;
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
  const [served, stop] = await startServing(SERVED);
  try {
    const measured: RecoveryRound[] = [];
    // The first round loads and compiles.
    for (let round = 0; round <= rounds; round += 1) {
      measured.push({ ...(await callBare(served)), ...(await recover(served)) });
    }
    return measured.slice(1);
  } finally {
    await stop();
  }
}

async function recover({ api, receiver, ids }: Served): Promise<Pick<RecoveryRound, "plan" | "delivery">> {
  const config = { ...api, requestTimeout: 30, maxRetries: 5 };
  const targets = ids.map((_ids, index): Target => {
    const names = { stack: "bench", resource: `interview-${index + 1}`, publicNumber: index + 1 };
    return { ...names, aiInterviewId: index + 1, api: config, receiver: { url: receiver, headers: {} } };
  });
  const arrived = new Set(ids.flatMap((each) => each.slice(MISSING_EACH)));
  const silent = { log: () => Promise.resolve(), onProgress: () => undefined };
  let results: Awaited<ReturnType<typeof planWindow>>["results"] = [];
  const plan = await seconds(async () => {
    const window = { since: 0, until: Date.now() + 1000 };
    ({ results } = await planWindow(targets, window, { arrived, ...silent }));
  });
  const delivery = await seconds(async () => {
    const options = { concurrency: AT_ONCE, timeoutMs: 10_000, journal: undefined, ...silent };
    const accepted = (await deliverMissing(results, options)).filter(({ status }) => status === "accepted");
    if (accepted.length !== ids.length * MISSING_EACH) {
      throw new Error(`${accepted.length} results were accepted.`);
    }
  });
  return { plan, delivery };
}

async function callBare({
  api: { baseUrl, apiKey },
  receiver,
  ids,
}: Served): Promise<Pick<RecoveryRound, "barePlan" | "bareDelivery">> {
  const get = (path: string) => fetch(`${baseUrl}/ai-interviews/${path}`, { headers: { apiKey } });
  const interviews = ids.map((_ids, index) => index + 1);
  const missing = ids.flatMap((each) => each.slice(0, MISSING_EACH));
  const barePlan = await seconds(() =>
    concurrently(interviews, AT_ONCE, async (id) => (await get(`invited/${id}`)).json()),
  );
  const headers = { "content-type": "application/json" };
  const bareDelivery = await seconds(() =>
    concurrently(missing, AT_ONCE, async (id) => {
      const body = await (await get(`report/${id}`)).arrayBuffer();
      await (await fetch(receiver, { method: "POST", headers, body })).text();
    }),
  );
  return { barePlan, bareDelivery };
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
