import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { interviewInPath } from "./routes";

/** One call that the sandbox received, with everything in clear. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
  /** Names in lower case, as Node.js gives them. */
  readonly headers: IncomingHttpHeaders;
  /** The parsed body; `undefined` when it is not JSON or not sent as JSON. */
  readonly body: unknown;
  /** The interview, where the path names one. */
  readonly aiInterviewId?: number;
  /** The status of the response, or how the call ended without one. */
  readonly answered: number | "dropped" | "hung";
  /** When the call was complete, in milliseconds since the epoch. */
  readonly at: number;
}

/** A call before its response. */
export type ReceivedRequest = Omit<RecordedRequest, "answered">;

/** Reads one call to its end. */
export async function receive(message: IncomingMessage): Promise<ReceivedRequest> {
  const text = await readText(message);
  const path = message.url ?? "/";
  const id = interviewInPath(path);
  return {
    method: message.method ?? "GET",
    path,
    headers: message.headers,
    body: isJson(message) ? parsed(text) : undefined,
    ...(id !== undefined && /^\d+$/.test(id) ? { aiInterviewId: Number(id) } : {}),
    at: Date.now(),
  };
}

async function readText(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function isJson(message: IncomingMessage): boolean {
  return /^application\/json\s*(;|$)/i.test(message.headers["content-type"] ?? "");
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
