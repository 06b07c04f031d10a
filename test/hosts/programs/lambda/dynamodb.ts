/** Starts Dynalite with a table of events, as DynamoDB for the handler, and then the gateway. */
import { once } from "node:events";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { DynamoDB } from "@aws-sdk/client-dynamodb";

const dynalite = createRequire(import.meta.url)("dynalite") as (options: object) => Server;
const server = dynalite({ createTableMs: 0 }).listen(0, "127.0.0.1");
await once(server, "listening");

Object.assign(process.env, {
  AWS_ENDPOINT_URL_DYNAMODB: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "fake",
  AWS_SECRET_ACCESS_KEY: "fake",
  EVENTS_TABLE: "events",
});
await new DynamoDB().createTable({
  TableName: "events",
  KeySchema: [{ AttributeName: "key", KeyType: "HASH" }],
  AttributeDefinitions: [{ AttributeName: "key", AttributeType: "S" }],
  BillingMode: "PAY_PER_REQUEST",
});

await import("./gateway.js");
