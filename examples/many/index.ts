import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { InterviewWebhooks } from "pulumi-xobin";
import { readInterviews } from "./interviews";

/** The stack that deploys the receivers reads it with a StackReference, so that there is one credential. */
export const webhookKey = new pulumi.Config().requireSecret("webhookKey");

for (const [name, interview] of Object.entries(readInterviews(join(__dirname, "interviews.yaml")))) {
  new InterviewWebhooks(name, {
    ...interview,
    auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: webhookKey } },
  });
}
