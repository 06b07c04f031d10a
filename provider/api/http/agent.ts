import { Agent as HttpAgent, type ClientRequestArgs } from "node:http";
import { Agent as HttpsAgent, type RequestOptions } from "node:https";
import type { Duplex } from "node:stream";
import type { Proxy } from "../../validation/proxies";
import { openTunnel, type TunnelAttempt } from "./tunnel";

/** How far an attempt has come with its connection, which is `"kept"` where it is open from an earlier call. */
export interface ConnectionProgress extends TunnelAttempt {
  stage: "kept" | "tunnel" | "connection" | "ready";
}

/** The attempt being sent. Node.js passes an agent only the address. */
let current: ConnectionProgress;

/**
 * Runs `send`, a call through an agent of {@link agentFor}, and keeps `progress` up to date. node-fetch and Node.js ask the agent for
 * a connection before `send` returns, so this does without `AsyncLocalStorage`, which makes every promise of the process slower.
 */
export function trackConnection<T>(progress: ConnectionProgress, send: () => T): T {
  current = progress;
  return send();
}

const agents = new Map<string, HttpAgent>();

/** Certificates are checked whatever NODE_TLS_REJECT_UNAUTHORIZED says: a credential depends on them. */
const TLS = { keepAlive: true, rejectUnauthorized: true };

/** The connections to `url`, kept open from one call to the next. */
export function agentFor(url: URL, proxy: Proxy | undefined): HttpAgent {
  const key = `${url.origin} ${proxy?.url.href ?? ""}`;
  const agent = agents.get(key) ?? newAgent(url, proxy);
  agents.set(key, agent);
  return agent;
}

function newAgent(url: URL, proxy: Proxy | undefined): HttpAgent {
  if (proxy) {
    return new TunnelAgent(proxy, url);
  }
  return url.protocol === "https:" ? new SecureAgent(TLS) : new PlainAgent({ keepAlive: true });
}

type Callback = (error: Error | null, socket: Duplex) => void;

/** For the API on this machine, which may be without TLS. */
class PlainAgent extends HttpAgent {
  override createConnection(options: ClientRequestArgs, callback?: Callback): Duplex {
    return readyAfter("connect", super.createConnection(options, callback), current);
  }
}

class SecureAgent extends HttpsAgent {
  override createConnection(options: RequestOptions, callback?: Callback): Duplex {
    return readyAfter("secureConnect", super.createConnection(options, callback), current);
  }
}

/**
 * TLS connections to the origin of `url` through the tunnels of a proxy. `https-proxy-agent` and others pass a proxy's refusal on as
 * if the API had responded, or do not stop with the call.
 */
class TunnelAgent extends HttpsAgent {
  constructor(
    private readonly proxy: Proxy,
    private readonly url: URL,
  ) {
    super(TLS);
  }

  override createConnection(options: RequestOptions, callback: Callback): undefined {
    // `callbackify` comes a moment later, when an error of the connection would have no listener.
    void this.connect(options, current).then(
      (socket) => {
        callback(null, socket);
      },
      (error: unknown) => {
        callback(error as Error, undefined as never);
      },
    );
  }

  private async connect(options: RequestOptions, progress: ConnectionProgress): Promise<Duplex> {
    progress.stage = "tunnel";
    const socket = await openTunnel(this.proxy, this.url, progress);
    const withTunnel: RequestOptions & { socket: Duplex } = { ...options, socket };
    return readyAfter("secureConnect", super.createConnection(withTunnel), progress);
  }
}

/** Nothing of a request is sent before the connection is ready. */
function readyAfter(
  event: "connect" | "secureConnect",
  connection: Duplex | null | undefined,
  progress: ConnectionProgress,
): Duplex {
  progress.stage = "connection";
  return (connection as Duplex).once(event, () => {
    progress.stage = "ready";
  });
}
