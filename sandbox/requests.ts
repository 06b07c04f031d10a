import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { findRoute, idIn } from "./routes";

/** One call that the sandbox received, with everything in clear. */
export interface RecordedRequest {
  readonly method: string;
  /** Path and query, as sent. */
  readonly path: string;
  /** Names in lower case, as Node.js gives them. */
  readonly headers: IncomingHttpHeaders;
  /** The parsed body, whatever its content type; `undefined` when it is not JSON. */
  readonly body: unknown;
  /** The interview, where the path names one. */
  readonly aiInterviewId?: number;
  /** The status of the response, or how the call ended without one. */
  readonly response: number | "dropped" | "hung";
  /** When the call was complete, in milliseconds since the epoch. */
  readonly at: number;
}

/** A call before its response. */
export type ReceivedRequest = Omit<RecordedRequest, "response">;

/** Reads one call to its end. */
export async function receive(message: IncomingMessage): Promise<ReceivedRequest> {
  const text = await readText(message);
  const path = message.url ?? "/";
  const route = findRoute(path);
  const aiInterviewId = route?.name === "report" ? undefined : idIn(route?.id);
  return {
    method: message.method ?? "GET",
    path,
    headers: message.headers,
    body: parseJson(text),
    ...(aiInterviewId !== undefined && { aiInterviewId }),
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

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
