import {
  BODY_NOT_KEPT,
  BR_UNKNOWN,
  JSON_ALONE,
  LIMIT_OF_100_KB,
  LIMIT_OF_1_MB,
  NO_EVENT,
  TEXT_ALONE,
} from "./exceptions";
import type { Host, Route, Server } from "./host";
import { LAMBDA_TRIGGERS } from "./lambda-triggers";

/** @param parsed - other statuses behind each of its parsers */
const express = (parsed: Route["except"] = {}): readonly Server[] => [
  {
    command: ["node", "receiver.js"],
    routes: [{ route: "before express.json()", path: "/submission" }],
  },
  {
    command: ["node", "parsers.js"],
    routes: [
      { route: "behind express.json()", path: "/json", except: { ...LIMIT_OF_100_KB, ...parsed } },
      { route: "behind express.json() of 5 MB", path: "/json-5mb", except: parsed },
      { route: "behind express.json() that keeps rawBody", path: "/raw-body", except: parsed },
      { route: "behind express.text()", path: "/text", except: parsed },
      { route: "behind express.raw()", path: "/raw", except: parsed },
      { route: "behind express.urlencoded()", path: "/urlencoded" },
      { route: "in a router", path: "/router/submission", except: parsed },
      { route: "behind a reader that keeps nothing", path: "/dropped", except: BODY_NOT_KEPT },
    ],
  },
];

const UTF_8_ALONE = { "a submission in UTF-16": 400 } as const;

/** The hosts that are installed and started in seconds. */
export const QUICK_HOSTS: readonly Host[] = [
  {
    host: "Node.js",
    folder: "node",
    servers: [
      { command: ["node", "receiver.js"], routes: [{ route: "by node:http", path: "/submission" }] },
      {
        command: ["node", "http2.js"],
        protocol: "http2",
        routes: [{ route: "by node:http2", path: "/submission", without: ["a chunked submission"] }],
      },
    ],
  },
  {
    host: "Express 4",
    folder: "express4",
    programs: "express",
    servers: express(BR_UNKNOWN),
  },
  { host: "Express 5", folder: "express", servers: express() },
  {
    host: "Fastify 5",
    folder: "fastify",
    servers: [
      { command: ["node", "receiver.js"], routes: [{ route: "without a parser", path: "/submission" }] },
      {
        command: ["node", "parsers.js"],
        routes: [
          { route: "behind its parser", path: "/default", except: { ...LIMIT_OF_1_MB, ...JSON_ALONE } },
          { route: "behind its parser of 5 MB", path: "/default-5mb", except: JSON_ALONE },
          {
            route: "behind a parser of strings",
            path: "/string/submission",
            except: { ...TEXT_ALONE, ...UTF_8_ALONE },
          },
          { route: "behind a parser of bytes", path: "/buffer/submission" },
        ],
      },
    ],
  },
  {
    host: "Koa 3",
    folder: "koa",
    servers: [
      { command: ["node", "receiver.js"], routes: [{ route: "before bodyParser()", path: "/submission" }] },
      {
        command: ["node", "parsers.js"],
        routes: [
          {
            route: "behind @koa/bodyparser",
            path: "/bodyparser",
            except: { ...LIMIT_OF_1_MB, ...UTF_8_ALONE },
          },
          { route: "behind @koa/bodyparser of 5 MB", path: "/bodyparser-5mb", except: UTF_8_ALONE },
          {
            route: "behind koa-bodyparser",
            path: "/older-bodyparser",
            except: { ...LIMIT_OF_1_MB, ...UTF_8_ALONE },
          },
        ],
      },
    ],
  },
  {
    host: "Hono 4",
    folder: "hono",
    servers: [{ command: ["node", "receiver.js"], routes: [{ route: "on Node.js", path: "/submission" }] }],
  },
  {
    host: "Azure Functions 4",
    folder: "azure",
    servers: [
      { command: ["node", "serve.js"], routes: [{ route: "by its own classes", path: "/submission" }] },
    ],
  },
  {
    host: "Functions Framework 5",
    folder: "gcp",
    servers: [
      {
        command: ["functions-framework", "--target=submission", "--source=receiver.js"],
        routes: [{ route: "behind its parser", path: "/submission" }],
      },
    ],
  },
  {
    host: "node-mocks-http 1",
    folder: "mocks",
    servers: [
      {
        command: ["node", "serve.js"],
        routes: [
          // The request that it is made of has lost the second of two equal headers.
          { route: "with a body", path: "/submission", without: ["a repeated credential"] },
          { route: "without a body", path: "/none", without: ["a repeated credential"], except: NO_EVENT },
        ],
      },
    ],
  },
  {
    host: "AWS Lambda",
    folder: "lambda",
    servers: [
      { command: ["node", "gateway.js"], env: { RECEIVER: "./receiver.js" }, routes: LAMBDA_TRIGGERS },
    ],
  },
];
