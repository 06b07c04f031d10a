import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Lets a server listen.
 *
 * @param port - 0 for any free one
 * @param host - the address or name to listen on; by default this machine alone reaches it
 * @returns the port
 * @throws Error with the code `EADDRINUSE` for a port in use
 */
export async function listen(server: Server, port = 0, host = "127.0.0.1"): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, host, resolve);
  });
  return addressOf(server).port;
}

/** Where a server listens. */
export function addressOf(server: Server): AddressInfo {
  return server.address() as AddressInfo;
}

/** A URL by which this machine reaches a server that listens. */
export function urlOf(server: Server, protocol: "http" | "https" = "http"): string {
  const { address, family, port } = addressOf(server);
  const isEvery = address === "0.0.0.0" || address === "::";
  const host = isEvery ? "127.0.0.1" : family === "IPv6" ? `[${address}]` : address;
  return `${protocol}://${host}:${port}`;
}

/** Stops a server at once, open connections included. */
export async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
