import { once } from "node:events";
import { Agent, request as requestHttp1 } from "node:http";
import { connect as connectHttp2 } from "node:http2";
import { connect } from "node:net";
import { setTimeout as wait } from "node:timers/promises";

/** A request to a receiver. */
export interface Delivery {
  method: string;
  /** A list is a header that is sent as often; an empty one is not sent. */
  headers: Readonly<Record<string, string | readonly string[]>>;
  body: string | Buffer | undefined;
}

/**
 * Sends a delivery by HTTP/1.1, and reads the status of the response.
 *
 * A server that refuses a body may close the connection while the rest of it is on its way, and the response is often lost then. So a
 * large body waits for a refusal by its declared length, and longer on each of the next attempts.
 */
export async function deliver(url: URL, delivery: Delivery): Promise<number> {
  for (const patience of [50, 500]) {
    try {
      return await attempt(url, delivery, patience);
    } catch (error) {
      if (!["EPIPE", "ECONNRESET"].includes((error as NodeJS.ErrnoException).code ?? "")) {
        throw error;
      }
    }
  }
  return await attempt(url, delivery, 5000);
}

async function attempt(url: URL, { method, headers, body }: Delivery, patience: number): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const length = headers["transfer-encoding"] ? {} : { "content-length": Buffer.byteLength(body ?? "") };
  const request = requestHttp1(url, { method, headers: { ...sent(headers), ...(body && length) }, agent });
  const status = new Promise<number>((resolve, reject) => {
    request.on("error", reject).once("response", (response) => {
      resolve(response.resume().statusCode ?? 0);
    });
  });
  try {
    request.flushHeaders();
    const isSmall = body === undefined || body.length < 1_000_000;
    if (isSmall || !(await Promise.race([status, wait(patience)]))) {
      request.end(body);
    }
    return await status;
  } finally {
    agent.destroy();
  }
}

/** The same by HTTP/2, without TLS. */
export async function deliverByHttp2(url: URL, { method, headers, body }: Delivery): Promise<number> {
  const session = connectHttp2(url.origin);
  try {
    const stream = session.request({ ":method": method, ":path": url.pathname, ...sent(headers) });
    const response = once(stream, "response") as Promise<[{ ":status": number }]>;
    stream.end(body);
    const [{ ":status": status }] = await response;
    return status;
  } finally {
    session.destroy();
  }
}

/** Begins a delivery, and hangs up in the middle of its body. */
export async function hangUp(url: URL, { headers, body = "" }: Delivery): Promise<void> {
  const socket = connect(Number(url.port), url.hostname);
  const lines = Object.entries(sent(headers)).map(([name, value]) => `${name}: ${value.toString()}\r\n`);
  socket.write(`POST ${url.pathname} HTTP/1.1\r\nhost: ${url.host}\r\n${lines.join("")}`);
  socket.write(`content-length: ${body.length}\r\n\r\n`);
  socket.write(Buffer.from(body).subarray(0, body.length / 2));
  await wait(50);
  socket.destroy();
  await once(socket, "close");
}

/** The same by HTTP/2. */
export async function hangUpByHttp2(url: URL, { headers, body = "" }: Delivery): Promise<void> {
  const session = connectHttp2(url.origin);
  const stream = session.request({ ":method": "POST", ":path": url.pathname, ...sent(headers) });
  stream.write(Buffer.from(body).subarray(0, body.length / 2));
  await wait(50);
  session.destroy();
  await once(session, "close");
}

function sent(headers: Delivery["headers"]): Record<string, string | string[]> {
  const lists = Object.entries(headers).filter(([, value]) => value.length > 0);
  return Object.fromEntries(
    lists.map(([name, value]) => [name, typeof value === "string" ? value : [...value]]),
  );
}
