import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { isOn } from "../../provider/verification/credential-headers";
import {
  InvalidEventError,
  isTestEvent,
  parseEvent,
  UnknownEventError,
  verifyAuth,
  type XobinEvent,
} from "../../receiver";
import { MAX_BODY_BYTES } from "../../receiver/handler-options";
import { colorize, printable } from "../output/text";
import { timeOfDay } from "../serving";
import type { Auth } from "../../provider/settings/parts";

export interface RunningReceiver {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a receiver on the loopback interface.
 *
 * @param auth - the credential that it expects; every request is right where there is none
 * @param print - takes one line for each request; it holds nothing about a person and nothing secret
 */
export async function startReceiver(
  port: number,
  auth: Auth | undefined,
  print: (line: string) => void,
): Promise<RunningReceiver> {
  const server = createServer((request, response) => {
    respond(request, response, auth, print).catch(() => {
      // The sender has hung up half-way.
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  auth: Auth | undefined,
  print: (line: string) => void,
): Promise<void> {
  const credential = judgeCredential(request, auth);
  const { status, text } =
    request.method !== "POST"
      ? { status: 405, text: requestText(request) }
      : credential.isRight
        ? eventOutcome(await bodyOf(request))
        : { status: 401, text: requestText(request) };
  const color = status === 204 ? "green" : "red";
  print(
    `${timeOfDay()}  ${printable(text)}  ${colorize(color, `${credential.text} → ${status}`, process.stdout)}`,
  );
  // A body that was not read to its end must not be taken for the next request.
  response.writeHead(status, { ...(status !== 204 && { connection: "close" }) }).end();
}

function judgeCredential(
  { headers }: IncomingMessage,
  auth: Auth | undefined,
): { isRight: boolean; text: string } {
  if (!isOn(auth)) {
    return { isRight: true, text: "no credential expected" };
  }
  const header = auth.type === "basic" ? "authorization" : auth.apikey.key.toLowerCase();
  const isRight = verifyAuth(headers, auth);
  const wrong = headers[header] === undefined ? "credential missing" : "credential wrong";
  return { isRight, text: isRight ? "credential right" : wrong };
}

/** Without the query, which may hold a token. */
function requestText({ method = "", url = "" }: IncomingMessage): string {
  return `${method} ${url.replace(/\?.*/s, "")}`;
}

/** `undefined` for a body beyond the bound. */
async function bodyOf(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) {
      return undefined;
    }
  }
  return Buffer.concat(chunks);
}

function eventOutcome(body: Buffer | undefined): { status: number; text: string } {
  if (!body) {
    return { status: 413, text: `The body has more than ${MAX_BODY_BYTES} bytes` };
  }
  try {
    return { status: 204, text: eventText(parseEvent(body)) };
  } catch (error) {
    if (error instanceof UnknownEventError) {
      return { status: 204, text: unknownEventText(error) };
    }
    if (error instanceof InvalidEventError) {
      return { status: 400, text: error.message };
    }
    throw error;
  }
}

function eventText(event: XobinEvent): string {
  const name = event.invite_status === "Started" ? "start" : "submission";
  const which = isTestEvent(event) ? "test event" : `response ${event.response_id}`;
  return `${name} of interview ${event.ai_interview_id}, ${which}`;
}

/** Without its `invite_status`, which may hold anything. */
function unknownEventText({ aiInterviewId, responseId }: UnknownEventError): string {
  return `unknown event of interview ${aiInterviewId ?? "unknown"}, response ${responseId ?? "unknown"}`;
}
