import { Agent as HttpAgent, type ClientRequestArgs } from "node:http";
import { Agent as HttpsAgent, type RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import type { Proxy } from "../../validation/proxies";
import { openTunnel } from "./tunnel";

/** How far an attempt has come with its connection. A connection that is kept open from an earlier call is `"ready"` at once. */
export interface ConnectionProgress {
  stage: "tunnel" | "connection" | "ready";
  /** Whether the connection is open from an earlier call. */
  isKept: boolean;
  /** Ends the attempt, and a connection that is being made for it. */
  readonly signal: AbortSignal;
  /** The error of the proxy, where it opened no tunnel. */
  proxyError?: unknown;
}

/** The attempt being sent. Node.js passes an agent only the address. */
let current: ConnectionProgress | undefined;

/**
 * Runs `send`, a call through an agent of {@link agentFor}, and keeps `progress` up to date. node-fetch and Node.js ask the agent for
 * a connection before `send` returns, so this does without `AsyncLocalStorage`, which makes every promise of the process slower.
 */
export function trackConnection<T>(progress: ConnectionProgress, send: () => T): T {
  current = progress;
  try {
    return send();
  } finally {
    current = undefined;
  }
}

const agents = new Map<string, HttpAgent>();

/** The connections to `url`, kept open from one call to the next. */
export function agentFor(url: URL, proxy: Proxy | undefined): HttpAgent {
  const key = `${url.origin} ${proxy?.url.href ?? ""}`;
  const agent = agents.get(key) ?? newAgent(url, proxy);
  agents.set(key, agent);
  return agent;
}

function newAgent(url: URL, proxy: Proxy | undefined): HttpAgent {
  if (proxy) {
    return new TunnelAgent(proxy);
  }
  return url.protocol === "https:" ? new SecureAgent() : new PlainAgent();
}

type Callback = (error: Error | null, socket: Duplex) => void;

/** Connections are made for calls of {@link trackConnection} only. */
function currentAttempt(): ConnectionProgress {
  return current as ConnectionProgress;
}

/** For the API on this machine, which may be without TLS. */
class PlainAgent extends HttpAgent {
  constructor() {
    super({ keepAlive: true });
  }

  override createConnection(options: ClientRequestArgs, callback?: Callback): Duplex {
    return readyAfter("connect", super.createConnection(options, callback), currentAttempt());
  }
}

/** Certificates are checked whatever NODE_TLS_REJECT_UNAUTHORIZED says: a credential depends on them. */
const CHECKED = { keepAlive: true, rejectUnauthorized: true };

class SecureAgent extends HttpsAgent {
  constructor() {
    super(CHECKED);
  }

  override createConnection(options: RequestOptions, callback?: Callback): Duplex {
    return readyAfter("secureConnect", super.createConnection(options, callback), currentAttempt());
  }
}

/**
 * TLS connections through the tunnels of a proxy. `https-proxy-agent` and others pass a proxy's refusal on as if the API had
 * responded, or do not stop with the call.
 */
class TunnelAgent extends HttpsAgent {
  constructor(private readonly proxy: Proxy) {
    super(CHECKED);
  }

  override createConnection(options: RequestOptions, callback: Callback): undefined {
    void this.connect(options, currentAttempt()).then(
      (socket) => {
        callback(null, socket);
      },
      (error: unknown) => {
        callback(error as Error, undefined as never);
      },
    );
  }

  private async connect(options: RequestOptions, progress: ConnectionProgress): Promise<Duplex> {
    try {
      progress.stage = "tunnel";
      const to = { host: options.host as string, port: Number(options.port) };
      const tunnel = await openTunnel(this.proxy, to, progress.signal);
      const withTunnel: RequestOptions & { socket: Duplex } = { ...options, socket: tunnel };
      return readyAfter("secureConnect", super.createConnection(withTunnel), progress);
    } catch (error) {
      progress.proxyError = error;
      throw error;
    }
  }
}

/** Nothing of a request is sent before the connection is ready. */
function readyAfter(
  event: "connect" | "secureConnect",
  connection: Duplex | null | undefined,
  progress: ConnectionProgress,
): Duplex {
  const socket = connection as Duplex;
  progress.stage = "connection";
  progress.isKept = false;
  return socket.once(event, () => {
    progress.stage = "ready";
  });
}
