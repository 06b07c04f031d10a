import { createServer, type IncomingMessage, type ServerOptions } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect, type AddressInfo, type Socket } from "node:net";

/** How a proxy treats CONNECT: it opens the tunnel, says nothing, or responds with a text of its own and hangs up. */
export type ProxyBehavior = "tunnel" | "silence" | { respond: string };

/** A proxy on this machine that opens tunnels (RFC 9110, section 9.3.6), all of them to one place. */
export interface ConnectProxy {
  /** The value for `HTTPS_PROXY`. */
  url: string;
  /** Each CONNECT: host and port, and the credentials that came along. */
  asked: { host: string | undefined; authorization: string | undefined }[];
  behavior: ProxyBehavior;
  close(): Promise<void>;
}

/** A proxy that refuses every tunnel with this status. */
export function refusal(status: string, ...headers: string[]): ProxyBehavior {
  return { respond: [`HTTP/1.1 ${status}`, ...headers, "Content-Length: 0", "", ""].join("\r\n") };
}

/**
 * Starts a proxy whose tunnels all lead to the server at `target`, whatever host is asked for.
 *
 * @param tls - key and certificate of a proxy that is itself reached by TLS
 */
export async function startConnectProxy(
  target: string,
  behavior: ProxyBehavior = "tunnel",
  tls?: ServerOptions & { key: string; cert: string },
): Promise<ConnectProxy> {
  const sockets = new Set<Socket>();
  const keep = (socket: Socket) => {
    sockets.add(socket);
    // A tunnel that breaks is the test's own doing.
    socket.on("error", () => undefined);
  };
  const server = (tls ? createSecureServer(tls) : createServer()).on(
    "connect",
    (request: IncomingMessage, client: Socket) => {
      keep(client);
      proxy.asked.push({ host: request.url, authorization: request.headers["proxy-authorization"] });
      if (proxy.behavior === "silence") {
        return;
      }
      if (proxy.behavior !== "tunnel") {
        client.end(proxy.behavior.respond);
        return;
      }
      const { port, hostname } = new URL(target);
      const there = connect(Number(port), hostname, () => {
        client.write("HTTP/1.1 200 Connection established\r\n\r\n");
        client.pipe(there).pipe(client);
      });
      keep(there);
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const proxy: ConnectProxy = {
    url: `${tls ? "https" : "http"}://127.0.0.1:${port}`,
    asked: [],
    behavior,
    close: () =>
      new Promise((resolve) => {
        sockets.forEach((socket) => socket.destroy());
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
  return proxy;
}
