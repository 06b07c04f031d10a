import { D1Database, WorkersCronTrigger, WorkersCustomDomain, WorkersScript } from "@pulumi/cloudflare";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";
import { InterviewWebhooks } from "pulumi-xobin";
import { bundle } from "./bundle";

const config = new pulumi.Config();
const accountId = config.require("accountId");
const hostname = config.require("hostname");
const aiInterviewId = config.requireNumber("aiInterviewId");

const webhookKey = new RandomPassword("webhook-key", { length: 48, special: false });

// The name of a Worker is unique in its account, as that of a database is, so that two stacks need two.
const scriptName = hostname.replaceAll(".", "-");

// Which events were handled: `d1Store` writes it.
const events = new D1Database("events", { accountId, name: scriptName });

const receiver = new WorkersScript("receiver", {
  accountId,
  scriptName,
  mainModule: "receiver.mjs",
  content: bundle(),
  compatibilityDate: "2026-01-01",
  compatibilityFlags: ["nodejs_compat"],
  bindings: [
    { type: "secret_text", name: "WEBHOOK_KEY", text: webhookKey.result },
    { type: "secret_text", name: "XOBIN_API_KEY", text: new pulumi.Config("xobin").requireSecret("apiKey") },
    { type: "plain_text", name: "AI_INTERVIEW_ID", text: String(aiInterviewId) },
    { type: "d1", name: "DB", databaseId: events.uuid },
  ],
});

const domain = new WorkersCustomDomain("receiver", {
  accountId,
  zoneId: config.require("zoneId"),
  hostname,
  service: receiver.scriptName,
});

// Once an hour, the Worker handles the results that never arrived.
new WorkersCronTrigger("recover", {
  accountId,
  scriptName: receiver.scriptName,
  schedules: [{ cron: "0 * * * *" }],
});

const webhooks = new InterviewWebhooks("receptionist", {
  aiInterviewId,
  start: { url: pulumi.interpolate`https://${domain.hostname}/start` },
  submission: { url: pulumi.interpolate`https://${domain.hostname}/submission` },
  auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: webhookKey.result } },
});

export const submissionUrl = webhooks.submission.apply((submission) => submission?.url);
