import { DynamoDB } from "@aws-sdk/client-dynamodb";
import { createLambdaHandler, dynamoDbStore } from "pulumi-xobin/receiver";
import { missingResults } from "pulumi-xobin/results";

const { WEBHOOK_KEY = "", EVENTS_TABLE = "" } = process.env;
const client = new DynamoDB();

/** Receives the events, and handles each once. */
export const handler = createLambdaHandler({
  auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: WEBHOOK_KEY } },
  once: dynamoDbStore(client, EVENTS_TABLE),
  // Yours to do: store the event.
  onStart: (event) => console.log(event.invite_status, event.response_id),
  onSubmission: (event) => console.log(event.invite_status, event.response_id),
});

const TWO_DAYS_MS = 48 * 3_600_000;

/** Handles the results that never arrived. Called by a schedule, in a function of its own: the internet does not reach the API key. */
export async function recover(): Promise<void> {
  const { XOBIN_API_KEY = "", XOBIN_BASE_URL, AI_INTERVIEW_ID } = process.env;
  const missing = missingResults({
    apiKey: XOBIN_API_KEY,
    baseUrl: XOBIN_BASE_URL,
    aiInterviewIds: [Number(AI_INTERVIEW_ID)],
    since: new Date(Date.now() - TWO_DAYS_MS),
    has: hasHandled,
  });
  for await (const { raw, response_id } of missing) {
    const headers = { "x-webhook-key": WEBHOOK_KEY };
    const { statusCode } = await handler({ httpMethod: "POST", headers, body: JSON.stringify(raw) });
    console.log(`Response ${response_id} never arrived. The receiver responded with ${statusCode}.`);
  }
}

async function hasHandled(responseId: number): Promise<boolean> {
  const Key = { key: { S: `${responseId}:completed` } };
  const { Item } = await client.getItem({ TableName: EVENTS_TABLE, Key, ConsistentRead: true });
  return Item?.["completedAt"] !== undefined;
}
