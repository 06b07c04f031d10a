/** Calls a bundled handler as a function URL does: with an event of payload format 2.0, and both ways through JSON. */
import { createServer } from "node:http";
import { buffer } from "node:stream/consumers";

const { handler } = await import(process.env.RECEIVER);

createServer(async (request, response) => {
  const event = functionUrlEvent(request, await buffer(request));
  const result = JSON.parse(JSON.stringify(await handler(JSON.parse(JSON.stringify(event)))));
  const body = result.body ?? "";
  response.writeHead(result.statusCode, result.headers);
  response.end(result.isBase64Encoded ? Buffer.from(body, "base64") : body);
}).listen(Number(process.env.PORT));

function functionUrlEvent(request, body) {
  const path = request.url;
  // A JSON body comes as text, one of another content type in base64.
  const isBase64Encoded = !/json|text/.test(request.headers["content-type"] ?? "");
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: "",
    headers: { "x-amzn-tls-version": "TLSv1.3", "x-forwarded-proto": "https", ...request.headers },
    requestContext: {
      accountId: "anonymous",
      apiId: "a1b2c3",
      domainName: "a1b2c3.lambda-url.eu-central-1.on.aws",
      domainPrefix: "a1b2c3",
      http: {
        method: request.method,
        path,
        protocol: "HTTP/1.1",
        sourceIp: "198.51.100.7",
        userAgent: "test",
      },
      requestId: "7c5a0c4e-6b0f-4f0c-9d2b-1f1f5a2e3b4c",
      routeKey: "$default",
      stage: "$default",
      time: "05/Jul/2026:04:42:45 +0000",
      timeEpoch: 1783226565000,
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? "base64" : "utf8") }),
    isBase64Encoded,
  };
}
