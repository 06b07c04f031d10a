import { createServer, type IncomingMessage } from "node:http";
import { connect, type AddressInfo, type Socket } from "node:net";

/** A proxy on this machine that opens tunnels (RFC 9110, section 9.3.6), all of them to one place. */
export interface ConnectProxy {
  /** What `HTTPS_PROXY` is set to. */
  url: string;
  /** The tunnels that were asked for: host and port, and the credentials that came along. */
  asked: { host: string | undefined; authorization: string | undefined }[];
  close(): Promise<void>;
}

/**
 * Starts a proxy whose tunnels all lead to the server at `target`, whatever host is asked for.
 *
 * @param options.refuseWith - the status that every tunnel is refused with
 */
export async function startConnectProxy(
  target: string,
  { refuseWith }: { refuseWith?: string } = {},
): Promise<ConnectProxy> {
  const asked: ConnectProxy["asked"] = [];
  const tunnels = new Set<Socket>();
  const server = createServer().on("connect", (request: IncomingMessage, client: Socket) => {
    asked.push({ host: request.url, authorization: request.headers["proxy-authorization"] });
    if (refuseWith) {
      client.end(`HTTP/1.1 ${refuseWith}\r\n\r\n`);
      return;
    }
    const { port, hostname } = new URL(target);
    const there = connect(Number(port), hostname, () => {
      client.write("HTTP/1.1 200 Connection established\r\n\r\n");
      client.pipe(there).pipe(client);
    });
    for (const socket of [client, there]) {
      tunnels.add(socket);
      // A tunnel that breaks is the test's own doing.
      socket.on("error", () => undefined);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        tunnels.forEach((socket) => socket.destroy());
        server.close(() => {
          resolve();
        });
      }),
  };
}
