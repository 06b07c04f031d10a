import * as pulumi from "@pulumi/pulumi";
import { InterviewWebhooks } from "pulumi-xobin";

const config = new pulumi.Config();

new InterviewWebhooks("receptionist", {
  aiInterviewId: 206, // as the vendor's dashboard shows it
  start: { url: "https://hooks.example.com/xobin/start" },
  submission: { url: "https://hooks.example.com/xobin/submission" },
  auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: config.requireSecret("webhookKey") } },
});
