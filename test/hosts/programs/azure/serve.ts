/** Calls a handler with the classes of `@azure/functions` between it and the host, which cannot be installed. */
import { createServer, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { HttpRequest, HttpResponse } from "@azure/functions";
import { handler } from "./receiver.js";

createServer(async (request, response) => {
  const result = new HttpResponse(await handler(await received(request)));
  response.writeHead(result.status, Object.fromEntries(result.headers)).end(await result.text());
}).listen(process.env.PORT);

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
