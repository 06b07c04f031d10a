import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { ApiResponse } from "./api-response";
import type { Fault } from "./faults";

const HUGE_BODY_BYTES = 64 * 1024 * 1024;
const DRIP_MS = 200;

/** Sends the response, degraded by the fault if there is one; ends early when `closing` fires or the caller has gone. */
export async function send(
  response: ServerResponse,
  { status, headers, body: content }: ApiResponse,
  fault: Fault,
  closing: AbortSignal,
): Promise<void> {
  if (fault.hang) {
    return;
  }
  if (fault.delayMs) {
    await sleep(fault.delayMs, undefined, { signal: closing });
  }
  if (fault.drop) {
    reset(response.socket);
    return;
  }

  const isText = typeof content === "string";
  const body = Buffer.from(isText ? content : JSON.stringify(content));
  const padding = fault.hugeBody === true ? HUGE_BODY_BYTES : Number(fault.hugeBody ?? 0);
  response.writeHead(status, {
    "content-type": isText ? "text/html; charset=utf-8" : "application/json",
    "content-length": body.length + padding,
    ...headers,
  });

  if (fault.truncate) {
    response.write(body.subarray(0, body.length / 2), () => response.socket?.destroySoon());
  } else if (fault.slowDrip) {
    await drip(response, body, fault.slowDrip === true ? DRIP_MS : fault.slowDrip, closing);
  } else {
    response.write(body);
    await pad(response, padding);
    response.end();
  }
}

async function drip(
  response: ServerResponse,
  body: Buffer,
  everyMs: number,
  closing: AbortSignal,
): Promise<void> {
  response.flushHeaders();
  for (const byte of body) {
    await sleep(everyMs, undefined, { signal: closing });
    if (response.destroyed) {
      return;
    }
    response.write(Buffer.of(byte));
  }
  response.end();
}

async function pad(response: ServerResponse, bytes: number): Promise<void> {
  const blanks = Buffer.alloc(64 * 1024, " ");
  for (let left = bytes; left > 0 && !response.destroyed; left -= blanks.length) {
    if (!response.write(blanks.subarray(0, left))) {
      await drainedOrClosed(response);
    }
  }
}

async function drainedOrClosed(response: ServerResponse): Promise<void> {
  await new Promise<void>((resolve) => {
    const done = (): void => {
      response.off("drain", done).off("close", done);
      resolve();
    };
    response.once("drain", done).once("close", done);
  });
}

function reset(socket: Socket | null): void {
  if (!socket) {
    return;
  }
  // A TLS socket has no reset of its own.
  if ("encrypted" in socket) {
    socket.destroy();
  } else {
    socket.resetAndDestroy();
  }
}
