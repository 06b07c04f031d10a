import type { IncomingMessage } from "node:http";

export interface LambdaResponse {
  statusCode: number;
  headers?: Record<string, string>;
  multiValueHeaders?: Record<string, string[]>;
  body?: string;
  isBase64Encoded?: boolean;
}

interface Trigger {
  /** The event of a request. */
  event: (request: IncomingMessage, path: string, body: Buffer) => object;
  /** The headers that the trigger takes from a response. */
  headers: (response: LambdaResponse) => Record<string, string | string[]>;
}

/** The HTTP triggers of AWS Lambda, by the shape that AWS documents for their events. */
export const TRIGGERS: Record<string, Trigger> = {
  "function-url": { event: formatTwo, headers: singleHeaders },
  "http-api": { event: formatTwo, headers: singleHeaders },
  "http-api-1.0": { event: formatOne, headers: allHeaders },
  "rest-api": {
    // Without binary media types, which no new API has, a REST API gives every body as text.
    event: (request, path, body) => ({
      ...formatOne(request, path, body),
      body: body.length > 0 ? body.toString() : null,
      isBase64Encoded: false,
    }),
    headers: allHeaders,
  },
  "rest-api-binary": {
    event: (request, path, body) => ({
      ...formatOne(request, path, body),
      body: body.length > 0 ? body.toString("base64") : null,
      isBase64Encoded: body.length > 0,
    }),
    headers: allHeaders,
  },
  "load-balancer": {
    event: (request, path, body) => ({ ...loadBalancer(request, path, body), headers: lastValues(request) }),
    headers: singleHeaders,
  },
  "load-balancer-multi": {
    event: (request, path, body) => ({
      ...loadBalancer(request, path, body),
      multiValueQueryStringParameters: {},
      multiValueHeaders: request.headersDistinct,
    }),
    headers: ({ multiValueHeaders }) => multiValueHeaders ?? {},
  },
};

/** Payload format 2.0. */
function formatTwo(request: IncomingMessage, path: string, body: Buffer): object {
  const values = Object.entries(request.headersDistinct);
  return {
    version: "2.0",
    routeKey: "$default",
    rawPath: path,
    rawQueryString: "",
    headers: Object.fromEntries(values.map(([name, all = []]) => [name, all.join(",")])),
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
    ...(body.length > 0 && encode(request, body)),
    isBase64Encoded: body.length > 0 && isBinary(request),
  };
}

/** Payload format 1.0. */
function formatOne(request: IncomingMessage, path: string, body: Buffer): object {
  return {
    version: "1.0",
    resource: "/{proxy+}",
    path,
    httpMethod: request.method,
    headers: lastValues(request),
    multiValueHeaders: request.headersDistinct,
    queryStringParameters: null,
    multiValueQueryStringParameters: null,
    pathParameters: null,
    stageVariables: null,
    requestContext: {
      accountId: "123456789012",
      apiId: "a1b2c3",
      domainName: "a1b2c3.execute-api.eu-central-1.amazonaws.com",
      httpMethod: request.method,
      identity: { sourceIp: "198.51.100.7", userAgent: "test" },
      path,
      protocol: "HTTP/1.1",
      requestId: "7c5a0c4e",
      resourcePath: "/{proxy+}",
      stage: "$default",
    },
    body: null,
    ...(body.length > 0 && encode(request, body)),
    isBase64Encoded: body.length > 0 && isBinary(request),
  };
}

function loadBalancer(request: IncomingMessage, path: string, body: Buffer): object {
  return {
    requestContext: {
      elb: { targetGroupArn: "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/t/1" },
    },
    httpMethod: request.method,
    path,
    queryStringParameters: {},
    ...encode(request, body),
    isBase64Encoded: isBinary(request),
  };
}

function encode(request: IncomingMessage, body: Buffer): { body: string } {
  return { body: body.toString(isBinary(request) ? "base64" : "utf8") };
}

function isBinary({ headers }: IncomingMessage): boolean {
  return (
    headers["content-encoding"] !== undefined ||
    !/^(text\/|application\/(json|javascript|xml))/.test(headers["content-type"] ?? "application/json")
  );
}

function lastValues(request: IncomingMessage): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(request.headersDistinct).map(([name, values]) => [name, values?.at(-1)]),
  );
}

function singleHeaders({ headers }: LambdaResponse): Record<string, string> {
  return headers ?? {};
}

function allHeaders({ headers, multiValueHeaders }: LambdaResponse): Record<string, string | string[]> {
  return { ...headers, ...multiValueHeaders };
}
