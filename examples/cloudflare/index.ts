import { WorkersCustomDomain, WorkersScript } from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";
import { InterviewWebhooks } from "pulumi-xobin";
import { bundle } from "./bundle";

const config = new pulumi.Config();
const accountId = config.require("accountId");
const hostname = config.require("hostname");

const webhookKey = new RandomPassword("webhook-key", { length: 48, special: false });

const receiver = new WorkersScript("receiver", {
  accountId,
  // The name of a Worker is unique in its account, so that two stacks need two.
  scriptName: hostname.replaceAll(".", "-"),
  mainModule: "receiver.mjs",
  content: bundle(),
  compatibilityDate: "2026-01-01",
  compatibilityFlags: ["nodejs_compat"],
  bindings: [{ type: "secret_text", name: "WEBHOOK_KEY", text: webhookKey.result }],
});

const domain = new WorkersCustomDomain("receiver", {
  accountId,
  zoneId: config.require("zoneId"),
  hostname,
  service: receiver.scriptName,
});

const webhooks = new InterviewWebhooks("receptionist", {
  aiInterviewId: config.requireNumber("aiInterviewId"),
  start: { url: pulumi.interpolate`https://${domain.hostname}/start` },
  submission: { url: pulumi.interpolate`https://${domain.hostname}/submission` },
  auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: webhookKey.result } },
});

export const submissionUrl = webhooks.submission.apply((submission) => submission?.url);
