import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import { InvalidEventError, parseEvent, verifyAuth } from "pulumi-xobin/receiver";

const auth = {
  type: "apikey",
  apikey: { key: "X-Webhook-Key", value: process.env["WEBHOOK_KEY"] ?? "" },
} as const;

/** Answers a delivery: 401 to strangers, 400 to what is no event, 204 to the rest. */
export const server = createServer(async (request, response) => {
  if (request.url === "/healthz") {
    response.writeHead(204).end();
    return;
  }
  try {
    if (!verifyAuth(request.headers, auth)) {
      response.writeHead(401).end();
      return;
    }
    const event = parseEvent(await buffer(request));
    // Yours to do: store it. The same event may come again.
    console.log(event.invite_status, event.response_id);
    response.writeHead(204).end();
  } catch (error) {
    response.writeHead(error instanceof InvalidEventError ? 400 : 500).end();
  }
});

server.listen(Number(process.env["PORT"] ?? 8080));
// As the first process of a container, Node.js would ignore it.
process.on("SIGTERM", () => server.close());
