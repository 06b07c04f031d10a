import type { Host } from "./host";

/** The hosts that are installed and started in seconds. */
export const QUICK_HOSTS: readonly Host[] = [
  {
    host: "node:http",
    folder: "node",
    serve: ["receiver.js"],
    routes: [{ route: "alone", path: "/submission" }],
  },
  {
    host: "node:http2",
    folder: "http2",
    serve: ["receiver.js"],
    protocol: "http2",
    routes: [{ route: "alone", path: "/submission", without: ["a sender that hangs up"] }],
  },
  ...["express4", "express"].flatMap((folder): Host[] => [
    {
      host: folder === "express4" ? "Express 4" : "Express 5",
      folder,
      programs: "express",
      serve: ["receiver.js"],
      routes: [{ route: "before express.json()", path: "/submission" }],
    },
    {
      host: folder === "express4" ? "Express 4" : "Express 5",
      folder,
      programs: "express",
      serve: ["parsers.js"],
      routes: [
        { route: "behind express.json()", path: "/json" },
        { route: "behind express.json() of 5 MB", path: "/json-5mb" },
        { route: "behind express.text()", path: "/text" },
        { route: "behind express.raw()", path: "/raw" },
        { route: "behind express.urlencoded()", path: "/urlencoded" },
        { route: "in a router", path: "/router/submission" },
        { route: "dropped", path: "/dropped" },
      ],
    },
  ]),
  { host: "Fastify", folder: "fastify", serve: ["receiver.js"], routes: [{ route: "page", path: "/submission" }] },
  {
    host: "Fastify",
    folder: "fastify",
    serve: ["parsers.js"],
    routes: [
      { route: "default", path: "/default/submission" },
      { route: "text", path: "/text/submission" },
      { route: "unread", path: "/unread/submission" },
    ],
  },
  { host: "Koa", folder: "koa", serve: ["receiver.js"], routes: [{ route: "page", path: "/submission" }] },
  {
    host: "Koa",
    folder: "koa",
    serve: ["parsers.js"],
    routes: [
      { route: "bodyparser", path: "/bodyparser" },
      { route: "bodyparser-5mb", path: "/bodyparser-5mb" },
      { route: "older-bodyparser", path: "/older-bodyparser" },
    ],
  },
  { host: "Hono", folder: "hono", serve: ["receiver.js"], routes: [{ route: "page", path: "/submission" }] },
  ...["receiver", "serverless-http", "serverless-express", "fastify"].map(
    (program): Host => ({
      host: `Lambda ${program}`,
      folder: "lambda",
      serve: ["gateway.js"],
      env: { HANDLER: `./${program}.js` },
      routes: [
        "function-url",
        "http-api",
        "http-api-1.0",
        "rest-api",
        "rest-api-binary",
        "load-balancer",
        "load-balancer-multi",
      ].map((trigger) => ({ route: trigger, path: `/${trigger}/submission` })),
    }),
  ),
];
