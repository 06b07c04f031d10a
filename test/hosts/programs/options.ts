import type { HandlerOptions } from "pulumi-xobin/receiver";

export const options: HandlerOptions = {
  auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: process.env.WEBHOOK_KEY ?? "" } },
  onSubmission: (event) => console.log(event.response_id, event.score),
};
