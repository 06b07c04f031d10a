import { createServer, connect, type AddressInfo, type Server, type Socket } from "node:net";
import { putWebhooks } from "../../../../provider/api/webhooks";
import { selfSigned, startSandbox, type Sandbox } from "../../../../sandbox";
import { CALL, configFor, failureOf, log } from "../../../support/api-calls";
import { closeAfterTest } from "../../../support/close-after-test";

jest.mock(
  "node:https",
  () =>
    jest.requireActual<typeof import("../../../support/trusting-https")>("../../../support/trusting-https")
      .trustingHttps,
);

type Scheme = "http" | "https";

async function start(scheme: Scheme): Promise<Sandbox> {
  const sandbox = await startSandbox(scheme === "https" ? { tls: selfSigned } : {});
  closeAfterTest(() => sandbox.close());
  return sandbox;
}

/** A server that does with each connection as it is told. @returns its port */
async function listen(onConnection: (socket: Socket) => void): Promise<{ port: number; server: Server }> {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    // A connection that breaks is the test's own doing.
    sockets.push(socket.on("error", () => undefined));
    onConnection(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closeAfterTest(() => {
    sockets.forEach((socket) => socket.destroy());
    server.close();
  });
  return { port: (server.address() as AddressInfo).port, server };
}

const ONCE = { requestTimeout: 1, maxRetries: 0 };

describe.each<Scheme>(["http", "https"])("a connection by %s", (scheme) => {
  test("serves call after call", async () => {
    const sandbox = await start(scheme);
    let connections = 0;
    const { port } = await listen((inner) => {
      connections += 1;
      const outer = connect(Number(new URL(sandbox.url).port), "127.0.0.1");
      outer.on("error", () => inner.destroy()).pipe(inner);
      inner.on("close", () => outer.destroy()).pipe(outer);
    });
    const config = configFor({ ...sandbox, url: sandbox.url.replace(/:\d+/, `:${port}`) }, ONCE);
    for (let call = 0; call < 5; call += 1) {
      await putWebhooks(config, CALL, log);
    }
    expect(sandbox.requests).toHaveLength(5);
    expect(connections).toBe(1);
  });

  test("that is refused leaves nothing unconfirmed", async () => {
    const { port, server } = await listen(() => undefined);
    await new Promise((resolve) => server.close(resolve));
    const error = await failureOf(
      putWebhooks(configFor({ url: `${scheme}://127.0.0.1:${port}` }, ONCE), CALL, log),
    );
    expect(error).toMatchObject({ name: "ConnectionError", unconfirmed: false });
    expect(error.message).toMatch(/^Interview 206: the API could not be reached \(ECONNREFUSED\)\. /);
  });

  test("that breaks after the request leaves the call unconfirmed", async () => {
    const sandbox = await start(scheme);
    sandbox.fail({ drop: "before" });
    const error = await failureOf(putWebhooks(configFor(sandbox, ONCE), CALL, log));
    expect(error).toMatchObject({ name: "ConnectionError", unconfirmed: true });
    expect(error.message).toMatch(/^Interview 206: the connection to the API broke \(ECONNRESET\)\. /);
  });

  test("that breaks when it is used again leaves the call unconfirmed", async () => {
    const sandbox = await start(scheme);
    const config = configFor(sandbox, ONCE);
    await putWebhooks(config, CALL, log);
    sandbox.fail({ drop: "before" });
    expect(await failureOf(putWebhooks(config, CALL, log))).toMatchObject({
      name: "ConnectionError",
      unconfirmed: true,
    });
  });

  test("that stays silent leaves the call unconfirmed where the request was sent", async () => {
    const { port } = await listen((socket) => socket.resume());
    const error = await failureOf(
      putWebhooks(configFor({ url: `${scheme}://127.0.0.1:${port}` }, ONCE), CALL, log),
    );
    // The server does not take part in the handshake of TLS either.
    expect(error).toMatchObject({ name: "ConnectionError", unconfirmed: scheme === "http" });
    expect(error.message).toContain("the API did not respond in time (no response within 1 s)");
  });
});

test("a server without TLS gets nothing by https, and the call is not repeated", async () => {
  let received = "";
  let connections = 0;
  const { port } = await listen((socket) => {
    connections += 1;
    socket.on("data", (chunk) => {
      received += chunk.toString("latin1");
      socket.end("HTTP/1.1 400 Bad Request\r\n\r\n");
    });
  });
  const config = configFor({ url: `https://127.0.0.1:${port}` }, { ...ONCE, maxRetries: 3 });
  const error = await failureOf(putWebhooks(config, CALL, log));
  expect(error).toMatchObject({ name: "ConnectionError", unconfirmed: false });
  expect(error.message).toContain("no secure connection to the API could be made");
  expect(received).not.toContain("receiver.example");
  expect(connections).toBe(1);
});
