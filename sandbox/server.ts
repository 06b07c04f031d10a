import { setMaxListeners } from "node:events";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { control, isControl } from "./control";
import { customersOf } from "./customers";
import { decide, type ApiState } from "./decision";
import { deliver } from "./deliveries";
import { FaultQueue } from "./faults";
import { listen, stop } from "./listening";
import { RateLimit } from "./rate-limit";
import { receive, type RecordedRequest } from "./requests";
import { API_PATH } from "./routes";
import { FAKE_API_KEY, type Sandbox, type SandboxOptions } from "./sandbox";
import { send } from "./sending";
import { SettingsStore } from "./settings-store";

/** Starts a sandbox of its own on the loopback interface. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const accounts = new Map(Object.entries(options.accounts ?? { [FAKE_API_KEY]: "default" }));
  const [first] = accounts;
  if (!first) {
    throw new Error("The sandbox needs at least one account.");
  }
  const [apiKey, defaultAccount] = first;

  const store = new SettingsStore(accounts.values());
  const faults = new FaultQueue();
  const state: ApiState = {
    customers: customersOf(accounts, options.interviews),
    store,
    faults,
    limit: new RateLimit(options.requestsPerSecond ?? Infinity),
    retryAfter: options.retryAfter,
  };
  const requests: RecordedRequest[] = [];
  const closing = new AbortController();
  // Every response that waits listens to it, and as many wait as the engine sends calls at once.
  setMaxListeners(0, closing.signal);

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await receive(message);
    if (isControl(received)) {
      await send(response, await control(received, sandbox, store), {}, closing.signal);
      return;
    }
    const { response: decided, fault, answered } = decide(received, state);
    const request: RecordedRequest = { ...received, answered };
    requests.push(request);
    options.onRequest?.(request);
    const delayMs = (options.latencyMs ?? 0) + (fault.delayMs ?? 0);
    await send(response, decided, { ...fault, delayMs }, closing.signal);
  }

  const listener = (message: IncomingMessage, response: ServerResponse): void => {
    handle(message, response).catch((error: unknown) => {
      // A caller that hangs up, or a sandbox that closes, leaves nobody to respond to.
      if (closing.signal.aborted || message.socket.destroyed) {
        return;
      }
      // Nobody asked for this fault, and without a response it would look like a bad network.
      if (response.headersSent) {
        response.destroy();
      } else {
        response.writeHead(500).end(`The sandbox itself failed (${(error as Error).name}).`);
      }
    });
  };
  const { tls } = options;
  const server = tls ? createHttpsServer({ ...tls }, listener) : createHttpServer(listener);
  const port = await listen(server, options.port);

  const sandbox: Sandbox = {
    url: `${options.tls ? "https" : "http"}://127.0.0.1:${port}${API_PATH}`,
    apiKey,
    accounts: [...new Set(accounts.values())],
    requests,
    settings: (id, account = defaultAccount) => store.get(account, id),
    seed: (id, settings, account = defaultAccount) => {
      store.replace(account, id, settings);
    },
    fail: (fault) => {
      faults.add(fault);
    },
    clearFaults: () => {
      faults.clear();
    },
    clearRequests: () => {
      requests.length = 0;
    },
    deliver: (id, event, account = defaultAccount) =>
      deliver(id, event, store.get(account, id), closing.signal),
    close: async () => {
      closing.abort();
      await stop(server);
    },
  };
  return sandbox;
}
