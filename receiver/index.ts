/**
 * The other end of {@link https://www.npmjs.com/package/pulumi-xobin | pulumi-xobin}: what a receiver of the events needs. It has
 * no part of Pulumi and no dependency, and runs on Node.js, Bun, Deno and Cloudflare Workers.
 *
 * A handler is a whole receiver: `createWebHandler`, `createNodeHandler`, `createLambdaHandler`. Where none fits, `verifyAuth` and
 * `parseEvent` are what they are made of.
 *
 * @packageDocumentation
 */
import { requireInCallbacks } from "./callback-functions";
import * as errors from "./errors";
import * as lambdaHandler from "./lambda-handler";
import * as nodeHandler from "./node-handler";
import * as events from "./parse-event";
import * as dynamoDb from "./once-dynamo-db";
import * as redis from "./once-redis";
import * as sql from "./once-sql";
import * as auth from "./verify-auth";
import * as webHandler from "./web-handler";

export type * from "./credential";
export type * from "./events";
export { type AuthSource, type HandlerOptions } from "./handler-options";
export { type HeaderSource, type HeaderValue } from "./headers";
export { type LambdaHttpEvent, type LambdaHttpResponse } from "./lambda-handler";
export { type NodeHandler, type NodeRequest, type NodeResponse } from "./node-handler";
export { type OnceClaim, type OnceStore } from "./once";
export { type DynamoDbClient, type DynamoDbItem } from "./once-dynamo-db";
export { type RedisCommand } from "./once-redis";
export { type D1Database, type PostgresClient, type SqliteDatabase } from "./once-sql";
export { type WebBody, type WebHandler, type WebRequest } from "./web-handler";

// In this form an export is a plain property; `export { … } from` makes a getter of it, which callback functions would copy.
export import verifyAuth = auth.verifyAuth;
export import parseEvent = events.parseEvent;
export import InvalidEventError = errors.InvalidEventError;
export import UnknownEventError = errors.UnknownEventError;
export import isTestEvent = events.isTestEvent;
export import createWebHandler = webHandler.createWebHandler;
export import createNodeHandler = nodeHandler.createNodeHandler;
export import createLambdaHandler = lambdaHandler.createLambdaHandler;
export import postgresStore = sql.postgresStore;
export import sqliteStore = sql.sqliteStore;
export import d1Store = sql.d1Store;
export import dynamoDbStore = dynamoDb.dynamoDbStore;
export import redisStore = redis.redisStore;

requireInCallbacks(
  exports as object,
  ["createWebHandler", "createNodeHandler", "createLambdaHandler"],
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  () => require("pulumi-xobin/receiver") as object,
);
