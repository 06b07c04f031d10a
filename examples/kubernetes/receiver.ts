import { createServer } from "node:http";
import { createNodeHandler } from "pulumi-xobin/receiver";

const receive = createNodeHandler({
  auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: process.env["WEBHOOK_KEY"] ?? "" } },
  // Yours to do: store the event. The same one may come again.
  onStart: (event) => console.log(event.invite_status, event.response_id),
  onSubmission: (event) => console.log(event.invite_status, event.response_id),
});

const server = createServer((request, response) => {
  if (request.url === "/healthz") {
    response.writeHead(204).end();
  } else {
    void receive(request, response);
  }
}).listen(Number(process.env["PORT"] ?? 8080));

// As the first process of a container, Node.js would ignore it.
process.on("SIGTERM", () => server.close());
