/** Hands requests over in the forms in which unit tests of receivers make them up: the first part of the path says which. */
import { EventEmitter } from "node:events";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { createMocks, type RequestMethod } from "node-mocks-http";
import { createNodeHandler } from "pulumi-xobin/receiver";
import { options } from "./options.js";

const receive = createNodeHandler(options);

createServer((request, response) => void mocked(request, response)).listen(process.env.PORT);

async function mocked(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = await buffer(request);
  const mocks = createMocks({
    method: request.method as RequestMethod,
    headers: Object.fromEntries(Object.entries(request.headersDistinct).map(([name, all = []]) => [name, all.join(", ")])),
    ...(request.url === "/body" && body.length > 0 && { body: { ...JSON.parse(body.toString()) as object } }),
  }, { eventEmitter: EventEmitter });
  const received = receive(mocks.req, mocks.res);
  if (request.url === "/stream") mocks.req.send(body);
  await received;
  response.writeHead(mocks.res.statusCode).end();
}
