import type { LambdaFunctionURLEvent, LambdaFunctionURLResult } from "aws-lambda";
import { InvalidEventError, parseEvent, verifyAuth } from "pulumi-xobin/receiver";

/** Answers a delivery: 401 to strangers, 400 to what is no event, 204 to the rest. */
export async function handler(request: LambdaFunctionURLEvent): Promise<LambdaFunctionURLResult> {
  const auth = {
    type: "apikey",
    apikey: { key: "X-Webhook-Key", value: process.env["WEBHOOK_KEY"] ?? "" },
  } as const;
  if (!verifyAuth(request.headers, auth)) {
    return { statusCode: 401 };
  }
  try {
    const event = parseEvent(Buffer.from(request.body ?? "", request.isBase64Encoded ? "base64" : "utf8"));
    // Yours to do: store it. The same event may come again.
    console.log(event.invite_status, event.response_id);
    return { statusCode: 204 };
  } catch (error) {
    if (error instanceof InvalidEventError) {
      return { statusCode: 400, body: error.message };
    }
    throw error;
  }
}
