import { createServer } from "node:http";
import { verifyAuth } from "pulumi-xobin/receiver";
import { listen, stop } from "../../sandbox/listening";

/** A small receiver of webhooks. */
export interface Receiver {
  url: string;
  /** The accepted events, in order. */
  accepted: string[];
  close(): Promise<void>;
}

/** Listens on a free port of this machine, and accepts events with the credential. */
export async function startReceiver(credential: { username: string; password: string }): Promise<Receiver> {
  const accepted: string[] = [];
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      if (!verifyAuth(request.headers, { type: "basic", basic: credential })) {
        response.writeHead(401).end();
        return;
      }
      accepted.push(request.url?.slice(1) ?? "");
      response.writeHead(204).end();
    });
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, accepted, close: () => stop(server) };
}
