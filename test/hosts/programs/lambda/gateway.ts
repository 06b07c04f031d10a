/**
 * Calls a handler as AWS Lambda does, over HTTP: the first part of the path names the trigger. Event and response go through JSON.
 * `/recover` is the schedule that calls `recover`.
 */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { buffer } from "node:stream/consumers";
import { TRIGGERS, type LambdaResponse } from "./triggers.js";

type Handler = (event: unknown, context: object) => Promise<LambdaResponse>;

interface Code {
  handler: Handler;
  recover?: () => Promise<void>;
}

const { handler, recover } = (await import(process.env.RECEIVER ?? "")) as Code;

createServer((request, response) => {
  invoke(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(502).end();
  });
}).listen(process.env.PORT);

async function invoke(request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.url === "/recover") {
    await recover?.();
    response.end();
    return;
  }
  const [, name = "", path = ""] = /^\/([^/]+)(\/.*)$/.exec(request.url ?? "") ?? [];
  const trigger = TRIGGERS[name];
  if (!trigger) throw new Error(`No trigger ${name}`);
  const event = trigger.event(request, path, await buffer(request));
  const result = throughJson(await handler(throughJson(event), { awsRequestId: "7c5a0c4e" }));
  response.writeHead(result.statusCode, trigger.headers(result));
  response.end(Buffer.from(result.body ?? "", result.isBase64Encoded ? "base64" : "utf8"));
}

function throughJson<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value)) as Value;
}
