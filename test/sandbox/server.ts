import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { answerCall, isSettingsUpdate, refused, type Answer, type Customers } from "./api.js";
import { deliver, type Delivery } from "./deliveries.js";
import { appliesChange, FaultQueue, replacesAnswer, type Fault } from "./faults.js";
import { RateLimit, retryAfterValue, type RetryAfter } from "./rate-limit.js";
import { API_PATH, receive, type ReceivedRequest, type RecordedRequest } from "./requests.js";
import { send } from "./sending.js";
import { SettingsStore } from "./settings-store.js";
import type { EventName, WebhookSettings } from "./validation.js";

/** The key of a sandbox that was not given any: recognisable, and of no use anywhere else. */
export const FAKE_API_KEY = "fake-sandbox-api-key";

export interface SandboxOptions {
  /** @default 0, any free port */
  readonly port?: number;
  /** The account name of each API key; the first is the default account. @default one account, "default", with {@link FAKE_API_KEY} */
  readonly accounts?: Readonly<Record<string, string>>;
  /** The interviews that exist, in every account or by account name. @default every positive id exists */
  readonly interviews?: readonly number[] | Readonly<Record<string, readonly number[]>>;
  /** Serves https with this key and certificate, both in PEM. @default plain http */
  readonly tls?: { readonly key: string; readonly cert: string };
  /** Milliseconds that every answer takes. @default 0 */
  readonly latencyMs?: number;
  /** Calls admitted in any one second; beyond it the answer is 429. @default no limit */
  readonly requestsPerSecond?: number;
  /** Form of `Retry-After` in that 429. @default no such header */
  readonly retryAfter?: RetryAfter;
  /** Called with each call once its outcome is decided. */
  readonly onRequest?: (request: RecordedRequest) => void;
}

/** A running stand-in for the API. */
export interface Sandbox {
  /** What `xobin:baseUrl` is set to: `http://127.0.0.1:PORT/api/v2`. */
  readonly url: string;
  /** The key of the default account. */
  readonly apiKey: string;
  /** Every call to the API since the start or {@link clearRequests}, in order, with everything in clear. */
  readonly requests: RecordedRequest[];
  /** What the API now holds for the interview, as a copy. */
  settings(aiInterviewId: number, account?: string): WebhookSettings | undefined;
  /** Sets an interview's settings as if by hand in the vendor's dashboard. */
  seed(aiInterviewId: number, settings: WebhookSettings, account?: string): void;
  /** Queues a fault. */
  fail(fault: Fault): void;
  clearFaults(): void;
  clearRequests(): void;
  /** Sends a sample event to where the settings say, as the vendor does. */
  deliver(aiInterviewId: number, event: EventName, account?: string): Promise<Delivery>;
  /** Stops at once, open connections included. */
  close(): Promise<void>;
}

/** Starts a sandbox of its own on the loopback interface. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const accounts = new Map(Object.entries(options.accounts ?? { [FAKE_API_KEY]: "default" }));
  const [first] = accounts;
  if (!first) throw new Error("The sandbox needs at least one account.");
  const [apiKey, defaultAccount] = first;
  const customers: Customers = {
    accountOf: (key) => accounts.get(key),
    hasInterview: (account, id) => interviewExists(options.interviews, account, id),
  };
  const store = new SettingsStore(accounts.values());
  const faults = new FaultQueue();
  const limit = new RateLimit(options.requestsPerSecond ?? Infinity);
  const requests: RecordedRequest[] = [];
  const closing = new AbortController();

  function decide(request: ReceivedRequest): { answer: Answer; fault: Fault } {
    const waitMs = limit.refusedForMs();
    if (waitMs !== undefined) return { answer: tooMany(waitMs, options.retryAfter), fault: {} };
    const fault = isSettingsUpdate(request) ? faults.next(request.aiInterviewId) : undefined;
    if (!fault) return { answer: answerCall(request, customers, store), fault: {} };
    const documented = appliesChange(fault) ? answerCall(request, customers, store) : undefined;
    return { answer: faultAnswer(fault, request, documented), fault };
  }

  async function handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const received = await receive(message);
    const { answer, fault } = decide(received);
    const request: RecordedRequest = { ...received, answered: outcome(answer, fault) };
    requests.push(request);
    options.onRequest?.(request);
    const delayMs = (options.latencyMs ?? 0) + (fault.delayMs ?? 0);
    await send(response, answer, { ...fault, delayMs }, closing.signal);
  }

  const server = await listen(options, (message, response) => {
    // A caller that hangs up half-way, or a sandbox that closes, leaves nobody to answer.
    handle(message, response).catch(() => response.destroy());
  });
  const { port } = server.address() as AddressInfo;

  return {
    url: `${options.tls ? "https" : "http"}://127.0.0.1:${port}${API_PATH}`,
    apiKey,
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
}

function interviewExists(interviews: SandboxOptions["interviews"], account: string, id: number): boolean {
  if (!Number.isSafeInteger(id) || id <= 0) return false;
  if (interviews === undefined) return true;
  return (isList(interviews) ? interviews : (interviews[account] ?? [])).includes(id);
}

function isList(interviews: NonNullable<SandboxOptions["interviews"]>): interviews is readonly number[] {
  return Array.isArray(interviews);
}

// Assumed: 429, and most likely without Retry-After; neither is published.
function tooMany(waitMs: number, form: RetryAfter | undefined): Answer {
  const headers: Record<string, string> = form ? { "retry-after": retryAfterValue(form, waitMs) } : {};
  return { ...refused(429, "Too many requests"), headers };
}

function faultAnswer(fault: Fault, request: ReceivedRequest, documented: Answer | undefined): Answer {
  const headers = { ...(fault.redirect === undefined ? {} : { location: fault.redirect }), ...fault.headers };
  if (documented && !replacesAnswer(fault))
    return { ...documented, headers: { ...documented.headers, ...headers } };
  const status = fault.status ?? (fault.redirect === undefined ? 200 : 302);
  const body = typeof fault.body === "function" ? fault.body({ ...request, answered: status }) : fault.body;
  return { status, headers, body: body ?? { error: `Fault ${status}` } };
}

function outcome(answer: Answer, fault: Fault): RecordedRequest["answered"] {
  if (fault.hang) return "hung";
  return fault.drop ? "dropped" : answer.status;
}

async function listen(
  { port = 0, tls }: SandboxOptions,
  listener: (message: IncomingMessage, response: ServerResponse) => void,
): Promise<Server> {
  const server = tls ? createHttpsServer({ ...tls }, listener) : createHttpServer(listener);
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return server;
}

async function stop(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
}
