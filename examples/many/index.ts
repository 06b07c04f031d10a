import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { InterviewWebhooksGroup } from "pulumi-xobin";
import { readGroups } from "./groups";

/** The stack that deploys the receivers reads it with a StackReference, so that there is one credential. */
export const webhookKey = new pulumi.Config().requireSecret("webhookKey");

for (const [name, group] of Object.entries(readGroups(join(__dirname, "interviews.yaml")))) {
  new InterviewWebhooksGroup(name, {
    ...group,
    auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: webhookKey } },
  });
}
