import { setMaxListeners } from "node:events";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { errorResponse } from "./api-response";
import { control, isControl } from "./control";
import { decide } from "./decision";
import { isOwnHost, WRONG_HOST } from "./hosts";
import { addressOf, listen, stop, urlOf } from "./listening";
import { servePage } from "./page/serve-page";
import { streamView } from "./page/stream-view";
import { receive, type RecordedRequest } from "./requests";
import { API_PATH, pathname } from "./routes";
import type { Sandbox, SandboxOptions } from "./sandbox";
import { send } from "./sending";
import { createSimulation, type Simulation } from "./simulation";

/** Starts a sandbox of its own. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { tls } = options;
  const closing = new AbortController();
  // Every response that waits listens to it, and as many wait as the engine sends calls at once.
  setMaxListeners(0, closing.signal);
  const simulation = createSimulation(options, closing.signal);

  const listener = (message: IncomingMessage, response: ServerResponse): void => {
    // Over TLS the certificate tells whose name it is.
    const isOwn = tls !== undefined || isOwnHost(message.headers.host ?? "", addressOf(server));
    const handled = isOwn ? handle(message, response, simulation, options) : refuse(response, closing.signal);
    handled.catch((error: unknown) => {
      // A caller that hangs up, or a sandbox that closes, leaves nobody to respond to.
      if (!closing.signal.aborted && !message.socket.destroyed) {
        reportFailure(response, error as Error);
      }
    });
  };
  const server = tls ? createHttpsServer({ ...tls }, listener) : createHttpServer(listener);
  await listen(server, options.port, options.host);

  return {
    ...simulation.sandbox,
    url: urlOf(server, tls ? "https" : "http") + API_PATH,
    close: async () => {
      closing.abort();
      await stop(server);
    },
  };
}

async function handle(
  message: IncomingMessage,
  response: ServerResponse,
  simulation: Simulation,
  { latencyMs = 0, onRequest }: SandboxOptions,
): Promise<void> {
  const { sandbox, state, closing } = simulation;
  const received = await receive(message);
  switch (`${received.method} ${pathname(received.path)}`) {
    case "GET /":
      await send(response, servePage(), {}, closing);
      return;
    case "GET /sandbox/live":
      await streamView(response, simulation);
      return;
  }
  if (isControl(received)) {
    await send(response, await control(received, simulation), {}, closing);
    return;
  }
  const { response: decided, fault, ending } = decide(received, state);
  const request: RecordedRequest = { ...received, response: ending };
  sandbox.requests.push(request);
  onRequest?.(request);
  await send(response, decided, { ...fault, delayMs: latencyMs + (fault.delayMs ?? 0) }, closing);
}

/** Without reading the body, so the connection ends. */
async function refuse(response: ServerResponse, closing: AbortSignal): Promise<void> {
  const refusal = errorResponse(WRONG_HOST.status, WRONG_HOST.reason);
  await send(response, { ...refusal, headers: { connection: "close" } }, {}, closing);
}

/** Nobody asked for this fault, and without a response it would look like a bad network. */
function reportFailure(response: ServerResponse, { name }: Error): void {
  if (response.headersSent) {
    response.destroy();
  } else {
    response.writeHead(500).end(`The sandbox itself failed (${name}).`);
  }
}
