/** Gives each request to the handler as `node-mocks-http` stands in for it, and its response back. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import httpMocks, { type RequestMethod } from "node-mocks-http";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);

createServer((request, response) => void respond(request, response)).listen(process.env.PORT ?? 8080);

async function respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const bytes = await buffer(request).catch(() => Buffer.of());
  const mock = httpMocks.createRequest({
    method: request.method as RequestMethod,
    headers: request.headers as Record<string, string>,
    // As where a test gives none.
    body: request.url === "/none" ? {} : bytes,
  });
  const mockResponse = httpMocks.createResponse();
  await receive(mock, mockResponse);
  response.writeHead(mockResponse.statusCode, mockResponse.getHeaders() as Record<string, string>);
  response.end(mockResponse._getData());
}
