/** Calls a bundled handler with the classes of `@azure/functions` between it and the host. */
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";
import azure from "@azure/functions";

const { HttpRequest, HttpResponse } = azure;
const { handler } = await import(process.env.RECEIVER);

createServer(async (request, response) => {
  const url = `https://app.azurewebsites.net${request.url}`;
  const bytes = await buffer(request);
  const body = bytes.length > 0 ? { bytes } : undefined;
  const received = new HttpRequest({ method: request.method, url, headers: request.headers, body });
  const result = new HttpResponse(await handler(received, {}));
  response.writeHead(result.status, Object.fromEntries(result.headers)).end(await result.text());
}).listen(Number(process.env.PORT));
