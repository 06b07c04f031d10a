import { createServer } from "node:http";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { listen, stop } from "../../sandbox/listening";

/** A small receiver of webhooks. */
export interface Receiver {
  readonly url: string;
  /** The events that it has accepted, in order: `start 6726`. */
  readonly accepted: readonly string[];
  /** Stops listening, and keeps what was accepted. */
  goDown(): Promise<void>;
  /** Listens again, at the same URL. */
  comeBack(): Promise<void>;
}

/** Listens on a free port of this machine, and accepts events with the credential. */
export async function startReceiver(credential: { username: string; password: string }): Promise<Receiver> {
  const accepted: string[] = [];
  const receive = createNodeHandler({
    auth: { type: "basic", basic: credential },
    onStart: ({ response_id }) => accepted.push(`start ${response_id}`),
    onSubmission: ({ response_id }) => accepted.push(`submission ${response_id}`),
  });
  const server = createServer((request, response) => void receive(request, response));
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    accepted,
    goDown: () => stop(server),
    comeBack: async () => {
      await listen(server, port);
    },
  };
}
