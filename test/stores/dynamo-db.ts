import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { dynamoDbStore, type DynamoDbClient } from "pulumi-xobin/receiver";
import { requireClient } from "./clients";
import type { OpenStore } from "./open-store";

interface Client extends DynamoDbClient {
  createTable(table: object): Promise<unknown>;
  destroy(): void;
}

const TABLE = "xobin-events";

/** Dynalite, by the SDK's own client. AWS's local version is Java under terms of its own. */
export async function openDynamoDb(): Promise<OpenStore> {
  const dynalite = requireClient("dynalite") as (options: object) => Server;
  const { DynamoDB } = requireClient("@aws-sdk/client-dynamodb") as {
    DynamoDB: new (options: object) => Client;
  };
  const server = dynalite({ createTableMs: 0 }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const client = new DynamoDB({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: "eu-central-1",
    credentials: { accessKeyId: "fake", secretAccessKey: "fake" },
  });
  await client.createTable({
    TableName: TABLE,
    KeySchema: [{ AttributeName: "key", KeyType: "HASH" }],
    AttributeDefinitions: [{ AttributeName: "key", AttributeType: "S" }],
    BillingMode: "PAY_PER_REQUEST",
  });
  return {
    store: dynamoDbStore(client, TABLE),
    close: async () => {
      client.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
