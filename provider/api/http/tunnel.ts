import { request as httpRequest, type IncomingMessage } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type Socket } from "node:net";
import { urlToHttpOptions } from "node:url";
import type { Proxy } from "../../validation/proxies";
import { parseRetryAfter } from "./retry-timing";

/** An attempt for which a tunnel is opened. */
export interface TunnelAttempt {
  /** Ends the attempt, and a connection that is being made for it. */
  readonly signal: AbortSignal;
  /** The proxy's response, where it opened no tunnel. */
  refusal?: ProxyResponse;
}

interface ProxyResponse {
  readonly status: number;
  readonly retryAfterMs: number | undefined;
}

/**
 * Opens a tunnel through `proxy` to the https server `to` (RFC 9110, section 9.3.6). Of the proxy's response only status and
 * `Retry-After` are read: it is plain text that anyone on the way could have written.
 *
 * @throws an error where the proxy responds with a status other than 2xx, or Node.js's where it cannot be reached or speaks no HTTP
 */
export function openTunnel({ url }: Proxy, to: URL, attempt: TunnelAttempt): Promise<Socket> {
  const authority = `${to.hostname}:${to.port || 443}`;
  const { hostname, port, auth } = urlToHttpOptions(url);
  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? httpsRequest : httpRequest)({
      method: "CONNECT",
      hostname,
      port,
      path: authority,
      headers: {
        Host: authority,
        ...(auth && { "Proxy-Authorization": `Basic ${Buffer.from(auth).toString("base64")}` }),
      },
      agent: false,
      // Without it, the name would come from the header Host, which is the API's.
      servername: hostname && !isIP(hostname) ? hostname : "",
      rejectUnauthorized: true,
      signal: attempt.signal,
    });
    request.once("connect", (response: IncomingMessage, socket: Socket, head: Buffer) => {
      const { statusCode = 0, headers } = response;
      // The bytes behind the response: of the next one, or of a server that speaks no TLS.
      socket.unshift(head);
      resolve(tunnelAfter(readHead(statusCode, headers["retry-after"]), socket, attempt));
    });
    request.once("error", reject);
    request.end();
  });
}

function readHead(status: number, retryAfter = ""): ProxyResponse {
  return { status, retryAfterMs: parseRetryAfter(retryAfter, Date.now()) };
}

/** Passes over interim responses (1xx; RFC 9110, section 15.2), the first of which Node.js takes for the final one. */
async function tunnelAfter(first: ProxyResponse, socket: Socket, attempt: TunnelAttempt): Promise<Socket> {
  let response = first;
  const { signal } = attempt;
  const abort = () => socket.destroy(signal.reason as Error);
  signal.addEventListener("abort", abort);
  try {
    while (response.status >= 100 && response.status < 200 && response.status !== 101) {
      response = await readResponse(socket);
    }
    if (response.status < 200 || response.status >= 300) {
      attempt.refusal = response;
      throw new Error(`The proxy responded with HTTP ${response.status}`);
    }
    return socket;
  } catch (error) {
    socket.destroy();
    throw error;
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/** As much as Node.js reads of a response's head. */
const MAX_HEAD = 16 * 1024;

async function readResponse(socket: Socket): Promise<ProxyResponse> {
  let text = "";
  for await (const chunk of socket.iterator({ destroyOnReturn: false })) {
    text += (chunk as Buffer).toString("latin1");
    const end = text.indexOf("\r\n\r\n");
    if (end >= 0 || text.length > MAX_HEAD) {
      socket.unshift(Buffer.from(text.slice(end + 4), "latin1"));
      const [, status = "0"] = /^HTTP\/1\.\d (\d{3})/.exec(text) ?? [];
      const [, retryAfter] = /^retry-after: *(.*?) *\r$/im.exec(text.slice(0, end + 1)) ?? [];
      return readHead(Number(status), retryAfter);
    }
  }
  throw Object.assign(new Error("The proxy hung up"), { code: "ECONNRESET" });
}
