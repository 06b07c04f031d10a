import { app, type HttpRequest, type HttpResponseInit } from "@azure/functions";
import { InvalidEventError, parseEvent, verifyAuth } from "pulumi-xobin/receiver";

// "anonymous" for Azure: the credential that deliveries carry is checked below.
app.http("xobin", { methods: ["POST"], authLevel: "anonymous", route: "xobin/{event}", handler });

/** Answers a delivery: 401 to strangers, 400 to what is no event, 204 to the rest. */
export async function handler(request: HttpRequest): Promise<HttpResponseInit> {
  const auth = {
    type: "apikey",
    apikey: { key: "X-Webhook-Key", value: process.env["WEBHOOK_KEY"] ?? "" },
  } as const;
  if (!verifyAuth(request.headers, auth)) {
    return { status: 401 };
  }
  try {
    const event = parseEvent(await request.text());
    // Yours to do: store it. The same event may come again.
    console.log(event.invite_status, event.response_id);
    return { status: 204 };
  } catch (error) {
    if (error instanceof InvalidEventError) {
      return { status: 400, body: error.message };
    }
    throw error;
  }
}
