import type { IncomingMessage, ServerResponse } from "node:http";
import { InvalidEventError, parseEvent, verifyAuth } from "pulumi-xobin/receiver";

/** Answers a delivery: 401 to strangers, 400 to what is no event, 204 to the rest. The Functions Framework has read the body. */
export function receiver(request: IncomingMessage & { rawBody?: Buffer }, response: ServerResponse): void {
  const auth = {
    type: "apikey",
    apikey: { key: "X-Webhook-Key", value: process.env["WEBHOOK_KEY"] ?? "" },
  } as const;
  if (!verifyAuth(request.headers, auth)) {
    response.writeHead(401).end();
    return;
  }
  try {
    const event = parseEvent(request.rawBody ?? Buffer.alloc(0));
    // Yours to do: store it. The same event may come again.
    console.log(event.invite_status, event.response_id);
    response.writeHead(204).end();
  } catch (error) {
    if (!(error instanceof InvalidEventError)) {
      throw error;
    }
    response.writeHead(400).end(error.message);
  }
}
