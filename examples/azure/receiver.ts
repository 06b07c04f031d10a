import { app } from "@azure/functions";
import { createWebHandler } from "pulumi-xobin/receiver";

export const handler = createWebHandler({
  auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: process.env["WEBHOOK_KEY"] ?? "" } },
  // Yours to do: store the event. The same one may come again.
  onStart: (event) => console.log(event.invite_status, event.response_id),
  onSubmission: (event) => console.log(event.invite_status, event.response_id),
});

// "anonymous" for Azure: the handler checks the credential that deliveries carry.
app.http("xobin", { methods: ["POST"], authLevel: "anonymous", route: "xobin/{event}", handler });
