import type { Host, Route } from "./host";

/** The statuses of parsers that stand in front of a receiver. */
const LIMIT_OF_100_KB = { "a submission of 150 kB": 413, "a submission of 2 MB": 413 } as const;
const LIMIT_OF_1_MB = { "a submission of 2 MB": 413 } as const;
const JSON_ALONE = {
  "a compressed submission": 400,
  "a submission of another content type": 415,
  "a submission of no content type": 415,
} as const;
/** Something has read the body and thrown it away: the receiver says so, to its log. */
const NOTHING_KEPT = {
  "a start event": 500,
  "a submission": 500,
  "an event of an unknown kind": 500,
  "a submission of 150 kB": 500,
  "a submission of 2 MB": 500,
  "a chunked submission": 500,
  "a compressed submission": 500,
  "a submission of another content type": 500,
  "a submission of no content type": 500,
  "a body that is no event": 500,
  "a sender that hangs up": 500,
} as const;

/** The HTTP triggers of AWS Lambda, by their names in `programs/lambda/triggers.ts`. */
const TRIGGERS: readonly Route[] = [
  { route: "behind a function URL", path: "/function-url/submission" },
  { route: "behind an HTTP API", path: "/http-api/submission" },
  { route: "behind an HTTP API of format 1.0", path: "/http-api-1.0/submission" },
  {
    route: "behind a REST API",
    path: "/rest-api/submission",
    // Which gives every body as text, and so breaks bytes.
    except: { "a compressed submission": 400 },
  },
  { route: "behind a REST API with binary media types", path: "/rest-api-binary/submission" },
  { route: "behind a load balancer", path: "/load-balancer/submission" },
  { route: "behind a load balancer with multi-value headers", path: "/load-balancer-multi/submission" },
];

/** The hosts that are installed and started in seconds. */
export const QUICK_HOSTS: readonly Host[] = [
  {
    host: "node:http",
    folder: "node",
    serve: ["node", "receiver.js"],
    routes: [{ route: "alone", path: "/submission" }],
  },
  {
    host: "node:http2",
    folder: "http2",
    serve: ["node", "receiver.js"],
    protocol: "http2",
    routes: [{ route: "alone", path: "/submission", without: ["a sender that hangs up"] }],
  },
  ...["Express 4", "Express 5"].flatMap((host): Host[] => {
    const folder = host === "Express 4" ? "express4" : "express";
    return [
      {
        host,
        folder,
        programs: "express",
        serve: ["node", "receiver.js"],
        routes: [{ route: "before express.json()", path: "/submission" }],
      },
      {
        host,
        folder,
        programs: "express",
        serve: ["node", "parsers.js"],
        routes: [
          { route: "behind express.json()", path: "/json", except: LIMIT_OF_100_KB },
          { route: "behind express.json() of 5 MB", path: "/json-5mb" },
          { route: "behind a parser that keeps rawBody", path: "/raw-body" },
          { route: "behind express.text()", path: "/text" },
          { route: "behind express.raw()", path: "/raw" },
          { route: "behind express.urlencoded()", path: "/urlencoded" },
          { route: "in a router", path: "/router/submission" },
          { route: "behind a reader that keeps nothing", path: "/dropped", except: NOTHING_KEPT },
        ],
      },
    ];
  }),
  {
    host: "Fastify 5",
    folder: "fastify",
    serve: ["node", "receiver.js"],
    routes: [{ route: "without a parser", path: "/submission" }],
  },
  {
    host: "Fastify 5",
    folder: "fastify",
    serve: ["node", "parsers.js"],
    routes: [
      { route: "behind its parser", path: "/default", except: { ...LIMIT_OF_1_MB, ...JSON_ALONE } },
      { route: "behind its parser of 5 MB", path: "/default-5mb", except: JSON_ALONE },
      { route: "behind a parser of strings", path: "/string/submission", without: ["a compressed submission"] },
      { route: "behind a parser of bytes", path: "/buffer/submission" },
    ],
  },
  {
    host: "Koa 3",
    folder: "koa",
    serve: ["node", "receiver.js"],
    routes: [{ route: "before bodyParser()", path: "/submission" }],
  },
  {
    host: "Koa 3",
    folder: "koa",
    serve: ["node", "parsers.js"],
    routes: [
      { route: "behind @koa/bodyparser", path: "/bodyparser", except: LIMIT_OF_1_MB },
      { route: "behind @koa/bodyparser of 5 MB", path: "/bodyparser-5mb" },
      { route: "behind koa-bodyparser", path: "/older-bodyparser", except: LIMIT_OF_1_MB },
    ],
  },
  {
    host: "Hono",
    folder: "hono",
    serve: ["node", "receiver.js"],
    routes: [{ route: "on Node.js", path: "/submission" }],
  },
  {
    host: "Azure Functions",
    folder: "azure",
    serve: ["node", "serve.js"],
    routes: [{ route: "by its own classes", path: "/submission" }],
  },
  {
    host: "Google's Functions Framework",
    folder: "gcp",
    serve: ["functions-framework", "--target=submission", "--source=receiver.js"],
    routes: [{ route: "behind its parser", path: "/submission" }],
  },
  {
    host: "node-mocks-http",
    folder: "mocks",
    serve: ["node", "serve.js"],
    routes: [
      { route: "with a body", path: "/body" },
      { route: "with a stream", path: "/stream" },
    ],
  },
  ...[
    ["AWS Lambda", "receiver"],
    ["Express by serverless-http", "serverless-http"],
    ["Express by serverless-express", "serverless-express"],
    ["Fastify by @fastify/aws-lambda", "fastify"],
  ].map(
    ([host = "", program]): Host => ({
      host,
      folder: "lambda",
      serve: ["node", "gateway.js"],
      env: { HANDLER: `./${program}.js` },
      routes: TRIGGERS,
    }),
  ),
];

