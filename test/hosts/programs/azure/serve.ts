/** Calls a handler with the classes of `@azure/functions` between it and the host, which cannot be installed. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { HttpRequest, HttpResponse } from "@azure/functions";

type Handler = (request: HttpRequest) => Promise<Response>;

createServer((request, response) => {
  respond(request, response).catch((error: unknown) => {
    console.error(error);
    response.destroy();
  });
}).listen(process.env.PORT);

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { handler } = (await import(process.env.RECEIVER ?? "./receiver.js")) as { handler: Handler };
  const result = new HttpResponse(await handler(await received(request)));
  response.writeHead(result.status, Object.fromEntries(result.headers)).end(await result.text());
}

async function received(request: IncomingMessage): Promise<HttpRequest> {
  const bytes = await buffer(request);
  return new HttpRequest({
    method: request.method ?? "",
    url: `https://app.azurewebsites.net${request.url ?? ""}`,
    headers: Object.fromEntries(
      Object.entries(request.headersDistinct).map(([name, all = []]) => [name, all.join(", ")]),
    ),
    ...(bytes.length > 0 && { body: { bytes } }),
  });
}
