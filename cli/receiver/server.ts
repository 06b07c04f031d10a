import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createNodeHandler } from "../../receiver";
import type { Auth } from "../../provider/settings/parts";
import { isOwnHost, WRONG_HOST } from "../../sandbox/hosts";
import { addressOf, listen, stop, urlOf } from "../../sandbox/listening";
import type { Line } from "../output/print";
import { timeOfDay, type ListenOptions } from "../serving";

export interface RunningReceiver {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Starts a receiver.
 *
 * @param auth - the credential that it expects; every request is right where there is none
 * @param print - takes one line for each request; it holds nothing about a person and nothing secret
 */
export async function startReceiver(
  { port, host }: ListenOptions,
  auth: Auth | undefined,
  print: (line: Line) => void,
): Promise<RunningReceiver> {
  const server = createServer((request, response) => {
    const isOwn = isOwnHost(request.headers.host ?? "", addressOf(server));
    void (isOwn ? receive(request, response, auth) : refuse(request, response)).then((text) => {
      const { statusCode, headersSent } = response;
      const color = headersSent && statusCode === 204 ? "green" : "red";
      print([`${timeOfDay()}  ${text} `, { color, text: `→ ${headersSent ? statusCode : "no response"}` }]);
    });
  });
  await listen(server, port, host);
  return { url: urlOf(server), close: () => stop(server) };
}

async function receive(request: IncomingMessage, response: ServerResponse, auth: Auth | undefined) {
  // The handler confirms a test event by itself, and calls one of these for every other body.
  let text = `test event at ${pathOf(request)}`;
  const note = (event: string, aiInterviewId?: number, responseId?: number): void => {
    text = `${event} of interview ${aiInterviewId ?? "unknown"}, response ${responseId ?? "unknown"}`;
  };
  const handle = createNodeHandler({
    // Where no credential is expected, it is one that every request carries.
    auth: auth ?? { type: "apikey", apikey: { key: "Host", value: request.headers.host ?? "" } },
    onStart: (event) => {
      note("start", event.ai_interview_id, event.response_id);
    },
    onSubmission: (event) => {
      note("submission", event.ai_interview_id, event.response_id);
    },
    // Without its `invite_status`, which may hold anything.
    onUnknownEvent: ({ aiInterviewId, responseId }) => {
      note("unknown event", aiInterviewId, responseId);
    },
    onError: (error) => {
      text = (error as Error).message;
    },
  });
  await handle(request, response);

  switch (response.statusCode) {
    case 401:
      return `${requestText(request)}, credential ${hasHeader(request, auth) ? "wrong" : "missing"}`;
    case 405:
      return requestText(request);
    case 413:
      return `${requestText(request)}, the body is too large`;
    default:
      return `${text}, ${auth ? "credential right" : "no credential expected"}`;
  }
}

async function refuse(request: IncomingMessage, response: ServerResponse) {
  response.writeHead(WRONG_HOST.status, { connection: "close" }).end(WRONG_HOST.reason);
  return Promise.resolve(`${requestText(request)}, for another Host`);
}

function hasHeader({ headers }: IncomingMessage, auth: Auth | undefined): boolean {
  return (auth?.type === "apikey" ? auth.apikey.key.toLowerCase() : "authorization") in headers;
}

function requestText(request: IncomingMessage): string {
  return `${request.method ?? ""} ${pathOf(request)}`;
}

/** Without the query, which may hold a token. */
function pathOf({ url = "" }: IncomingMessage): string {
  return url.replace(/\?.*/s, "");
}
