/** The API with its results, and a receiver, in a process of their own: here as in life, they take no time of `recover`'s. */
import { createServer } from "node:http";
import { startSandbox } from "../../sandbox";
import { listen } from "../../sandbox/listening";
import { start, type RunningProcess } from "../../tools/run-process";

/** What the measuring process needs to know. */
export interface Served {
  readonly api: { readonly baseUrl: string; readonly apiKey: string };
  readonly receiver: string;
  /** The response ids of each interview, whose numbers begin with 1. */
  readonly ids: readonly (readonly number[])[];
}

/** What is served. */
export interface Plan {
  readonly latencyMs: number;
  readonly interviews: number;
  readonly resultsEach: number;
}

/** Starts the process, which ends with the returned function. */
export async function startServing(plan: Plan): Promise<[Served, () => Promise<void>]> {
  const [line, { process: child, ended }] = await new Promise<[string, RunningProcess]>((resolve) => {
    const args = ["--import", "tsx", __filename, JSON.stringify(plan)];
    const onLine = (line: string) => {
      resolve([line, running]);
    };
    const running = start(process.execPath, args, { cwd: process.cwd(), env: process.env, onLine });
  });
  const stop = async () => {
    child.kill();
    await ended;
  };
  return [JSON.parse(line) as Served, stop];
}

async function serve({ latencyMs, interviews, resultsEach }: Plan): Promise<void> {
  const { apiKey, url: baseUrl, ...sandbox } = await startSandbox({ latencyMs });
  const receiver = createServer((request, response) => {
    request.resume().on("end", () => response.writeHead(204).end());
  });
  const served: Served = {
    api: { apiKey, baseUrl },
    receiver: `http://127.0.0.1:${await listen(receiver)}`,
    ids: Array.from({ length: interviews }, (_, index) =>
      sandbox.invite(index + 1, { inviteStatus: "Completed", count: resultsEach }),
    ),
  };
  console.log(JSON.stringify(served));
}

const [, file, plan] = process.argv;
if (file === __filename && plan !== undefined) {
  void serve(JSON.parse(plan) as Plan);
}
