import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer as createTcpServer, type AddressInfo, type Server } from "node:net";
import { text } from "node:stream/consumers";
import { verifyAuth, type Credential } from "../../receiver";
import { selfSigned } from "../../sandbox";

/** One request that reached a receiver. */
export interface Received {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

export interface TestReceiver {
  readonly url: string;
  readonly received: Received[];
}

const open: Server[] = [];

afterEach(async () => {
  await Promise.all(
    open.splice(0).map(async (server) => {
      if ("closeAllConnections" in server) {
        (server as unknown as { closeAllConnections(): void }).closeAllConnections();
      }
      server.close();
      await once(server, "close");
    }),
  );
});

type Respond = (response: ServerResponse, received: Received) => void;

/**
 * A receiver that responds to every request in one way, and ends with the test.
 *
 * @param port - any free one where it is 0
 */
export async function startReceiver(respond: Respond, port = 0): Promise<TestReceiver> {
  const received: Received[] = [];
  const url = await listen(createServer(recording(received, respond)), "http", port);
  return { url, received };
}

/** A receiver as it should be. */
export function goodReceiver(auth: Credential, port = 0): Promise<TestReceiver> {
  return startReceiver(
    (response, { headers }) => response.writeHead(verifyAuth(headers, auth) ? 204 : 401).end(),
    port,
  );
}

/** A receiver whose certificate nobody has signed. */
export async function selfSignedReceiver(): Promise<TestReceiver> {
  const received: Received[] = [];
  const server = createHttpsServer(
    { ...selfSigned },
    recording(received, (response) => response.writeHead(204).end()),
  );
  return { url: await listen(server, "https"), received };
}

/** Accepts connections and ends each at once. */
export async function hangingUpReceiver(): Promise<string> {
  return listen(
    createTcpServer((socket) => socket.destroy()),
    "http",
  );
}

/**
 * A URL at which nothing listens, and at which nothing will begin to: systems give their own ports from 32768 on (Linux) or 49152 on
 * to processes that ask for any, such as the engine.
 */
export async function nobody(): Promise<string> {
  const port = 20_000 + Math.floor(Math.random() * 10_000);
  const isFree = await new Promise<boolean>((resolve) => {
    const server = createTcpServer();
    server
      .once("error", () => {
        resolve(false);
      })
      .listen(port, "127.0.0.1", () => {
        server.close(() => {
          resolve(true);
        });
      });
  });
  return isFree ? `http://127.0.0.1:${port}` : nobody();
}

/** Writes a body that has no end, as quickly as it is read. */
export function endlessly(response: ServerResponse): void {
  const more = () => {
    while (!response.destroyed && response.write(Buffer.alloc(64 * 1024, "x"))) {
      // Goes on until the reader is too slow.
    }
    response.once("drain", more);
  };
  more();
}

/** Sends back all that it was sent, in the header and in the body. */
export function echo(response: ServerResponse, { headers, body }: Received): void {
  const text = JSON.stringify({ error: headers, message: JSON.stringify(headers) + body });
  response.writeHead(500, "Echo", { "X-Echo": JSON.stringify(headers) }).end(text);
}

function recording(received: Received[], respond: Respond): RequestListener {
  return (request, response) => {
    void text(request).then((body) => {
      const one = { method: request.method, path: request.url, headers: request.headers, body };
      received.push(one);
      respond(response, one);
    });
  };
}

async function listen(server: Server, scheme: string, port = 0): Promise<string> {
  open.push(server);
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
