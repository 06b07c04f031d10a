import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * Lets a server listen on the loopback interface.
 *
 * @param port - 0 for any free one
 * @returns the port
 * @throws Error with the code `EADDRINUSE` for a port in use
 */
export async function listen(server: Server, port = 0): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return (server.address() as AddressInfo).port;
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
