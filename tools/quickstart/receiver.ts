import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { verifyAuth } from "pulumi-xobin/receiver";

/** A small receiver of webhooks. */
export interface Receiver {
  url: string;
  /** The events that it accepted, in order. */
  accepted: string[];
  close(): Promise<void>;
}

/** Listens on a free port of this machine, and accepts what matches the credential. */
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
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    accepted,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
