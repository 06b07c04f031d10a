import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type Socket } from "node:net";
import type { Proxy } from "../../validation/proxies";

/** A proxy responded to CONNECT with a status other than 2xx. */
export class TunnelRefusedError extends Error {
  constructor(
    readonly status: number,
    readonly retryAfter: string | null,
  ) {
    super(`The proxy responded with HTTP ${status}`);
  }
}

/**
 * Opens a tunnel through `proxy` (RFC 9110, section 9.3.6). Of the proxy's response only status and `Retry-After` are read: it is
 * plain text that anyone on the way could have written.
 *
 * @throws {@link TunnelRefusedError}, or Node.js's error where the proxy cannot be reached or speaks no HTTP
 */
export function openTunnel(
  { url }: Proxy,
  to: { host: string; port: number },
  signal: AbortSignal,
): Promise<Socket> {
  const authority = `${isIP(to.host) === 6 ? `[${to.host}]` : to.host}:${to.port}`;
  const secure = url.protocol === "https:";
  const hostname = hostOf(url);
  return new Promise((resolve, reject) => {
    const request = (secure ? httpsRequest : httpRequest)({
      method: "CONNECT",
      hostname,
      port: url.port || (secure ? 443 : 80),
      path: authority,
      headers: { Host: authority, ...authorizationOf(url) },
      agent: false,
      // Without it, the name would come from the header Host, which is the API's.
      ...(secure && { servername: isIP(hostname) ? "" : hostname }),
      signal,
    });
    request.once("connect", (response: IncomingMessage, socket: Socket, head: Buffer) => {
      const { statusCode = 0, headers } = response;
      if (statusCode >= 200 && statusCode < 300) {
        // The first bytes of a server that speaks no TLS.
        socket.unshift(head);
        resolve(socket);
      } else {
        socket.destroy();
        reject(new TunnelRefusedError(statusCode, headers["retry-after"] ?? null));
      }
    });
    request.once("error", reject);
    request.end();
  });
}

function hostOf({ hostname }: URL): string {
  return hostname.replace(/[[\]]/g, "");
}

function authorizationOf({ username, password }: URL): Record<string, string> {
  if (!username && !password) {
    return {};
  }
  const credentials = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "Proxy-Authorization": `Basic ${Buffer.from(credentials).toString("base64")}` };
}
