import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Simulation } from "../simulation";
import { viewOf } from "./view";

const INTERVAL_MS = 200;

/**
 * Sends what the page shows, at once and whenever it has changed, as server-sent events. Looking at intervals, while somebody watches,
 * costs less than telling each change.
 */
export async function streamView(response: ServerResponse, simulation: Simulation): Promise<void> {
  response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  for (let sent = ""; !response.destroyed;) {
    const view = JSON.stringify(viewOf(simulation));
    if (view !== sent) {
      response.write(`data: ${view}\n\n`);
      sent = view;
    }
    await sleep(INTERVAL_MS, undefined, { signal: simulation.closing });
  }
}
