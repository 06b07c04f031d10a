import { join } from "node:path";
import type { Conditions } from "./cell";
import { measured, type Measurement } from "./measure";
import type { Api, Timed } from "./stack";

/** The calls of a create without Pulumi and without this package: what no provider can be quicker than. */
export class BareCalls implements Timed {
  readonly variant = "calls";

  constructor(
    private readonly conditions: Conditions,
    private readonly api: Api,
  ) {}

  run(): Promise<Measurement> {
    const env = {
      ...process.env,
      XOBIN_API_KEY: this.api.apiKey,
      XOBIN_BASE_URL: this.api.url,
      BENCH_INTERVIEWS: String(this.conditions.interviews),
    };
    return measured(process.execPath, [join(__dirname, "programs/calls.js")], { cwd: __dirname, env });
  }

  stateBytes(): number {
    return 0;
  }

  remove(): void {
    // It leaves nothing behind.
  }
}
