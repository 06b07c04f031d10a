import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import { HttpsProxyAgent } from "https-proxy-agent";
import { getProxyForUrl } from "proxy-from-env";
import { isLoopback } from "../validation/urls";

let agents: { address: string; agent: HttpAgent } | undefined;

/**
 * The connections to `url`, kept open from one call to the next. They go through the proxy that the usual environment
 * variables name (`HTTPS_PROXY`, `NO_PROXY` and so on), except to this machine itself: a proxy's loopback is another machine.
 */
export function agentFor(url: URL): HttpAgent {
  if (agents?.address !== url.origin) {
    agents = { address: url.origin, agent: newAgent(url) };
  }
  return agents.agent;
}

function newAgent(url: URL): HttpAgent {
  const keepAlive = { keepAlive: true };
  const proxy = isLoopback(url) ? "" : getProxyForUrl(url.href);
  if (proxy) {
    return new HttpsProxyAgent(proxy, keepAlive);
  }
  return url.protocol === "https:" ? new HttpsAgent(keepAlive) : new HttpAgent(keepAlive);
}
