import { createLambdaHandler } from "pulumi-xobin/receiver";

export const handler = createLambdaHandler({
  auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: process.env["WEBHOOK_KEY"] ?? "" } },
  // Yours to do: store the event. The same one may come again.
  onStart: (event) => console.log(event.invite_status, event.response_id),
  onSubmission: (event) => console.log(event.invite_status, event.response_id),
});
