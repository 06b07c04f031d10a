import type { OnceStore } from "./once";

/** A client of DynamoDB: `DynamoDB` of `@aws-sdk/client-dynamodb`, which AWS Lambda brings. */
export interface DynamoDbClient {
  /** Writes an item under a condition. */
  updateItem(input: {
    TableName: string;
    Key: DynamoDbItem;
    UpdateExpression: string;
    ConditionExpression?: string;
    ExpressionAttributeValues: DynamoDbItem;
  }): Promise<unknown>;
  /** Reads an item. */
  getItem(input: { TableName: string; Key: DynamoDbItem; ConsistentRead: boolean }): Promise<{
    /** The item's attributes; `undefined` where there is no such item. */
    Item?: object | undefined;
  }>;
  /** Deletes an item under a condition. */
  deleteItem(input: { TableName: string; Key: DynamoDbItem; ConditionExpression: string }): Promise<unknown>;
}

/** The attributes of an item that the store uses: strings (`S`), and numbers as their digits (`N`). */
export type DynamoDbItem = Record<string, Record<"S", string> | Record<"N", string>>;

/**
 * Remembers in DynamoDB which events were handled, for the handlers' option `once`. The receiver needs the rights `UpdateItem`,
 * `GetItem` and `DeleteItem`. An item has `key`, `leaseEnds` and, when it is done, `completedAt`, in seconds since 1970.
 *
 * @param tableName - a table with the partition key `key`, a string
 */
export function dynamoDbStore(client: DynamoDbClient, tableName: string): OnceStore {
  const item = (key: string) => ({ TableName: tableName, Key: { key: { S: key } } });
  return {
    claim: async (key, leaseSeconds) => {
      const isClaimed = await isMet(
        client.updateItem({
          ...item(key),
          UpdateExpression: "SET leaseEnds = :end",
          ConditionExpression:
            "attribute_not_exists(completedAt) AND (attribute_not_exists(leaseEnds) OR leaseEnds <= :now)",
          // One more, because times are rounded down: the handler relies on a whole lease.
          ExpressionAttributeValues: { ":end": seconds(leaseSeconds + 1), ":now": seconds(0) },
        }),
      );
      if (isClaimed) {
        return "claimed";
      }
      const { Item: found } = await client.getItem({ ...item(key), ConsistentRead: true });
      return found && "completedAt" in found ? "done" : "busy";
    },
    complete: (key) =>
      client.updateItem({
        ...item(key),
        UpdateExpression: "SET completedAt = :now",
        ExpressionAttributeValues: { ":now": seconds(0) },
      }),
    release: (key) =>
      isMet(client.deleteItem({ ...item(key), ConditionExpression: "attribute_not_exists(completedAt)" })),
  };
}

/** Whether a write's condition was met. */
async function isMet(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if ((error as Partial<Error>).name === "ConditionalCheckFailedException") {
      return false;
    }
    throw error;
  }
}

function seconds(fromNow: number): { N: string } {
  return { N: String(Math.floor(Date.now() / 1000) + fromNow) };
}
