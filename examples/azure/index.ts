import { createHash } from "node:crypto";
import * as appservice from "@pulumi/azure/appservice";
import * as authorization from "@pulumi/azure/authorization";
import * as core from "@pulumi/azure/core";
import * as storage from "@pulumi/azure/storage";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";
import { InterviewWebhooks } from "pulumi-xobin";
import { bundle } from "./bundle";

const config = new pulumi.Config();
const location = config.require("location");

const webhookKey = new RandomPassword("webhook-key", { length: 48, special: false });

const group = new core.ResourceGroup("xobin-receiver", { location });
const placed = { resourceGroupName: group.name, location };
const account = new storage.Account("xobin", {
  ...placed,
  accountTier: "Standard",
  accountReplicationType: "LRS",
});
const container = new storage.Container("receiver", { storageAccountId: account.id });

const code = bundle();
const source = new storage.Blob("receiver", {
  storageContainerId: container.id,
  type: "Block",
  // Another source is another URL, so that the app loads it.
  name: `receiver-${createHash("sha256").update(code).digest("hex")}.zip`,
  source: new pulumi.asset.AssetArchive({
    "index.js": new pulumi.asset.StringAsset(code),
    "package.json": json({ main: "index.js" }),
    "host.json": json({
      version: "2.0",
      extensionBundle: { id: "Microsoft.Azure.Functions.ExtensionBundle", version: "[4.*, 5.0.0)" },
    }),
  }),
});

const identity = new authorization.UserAssignedIdentity("receiver", placed);
const mayReadSource = new authorization.Assignment("receiver-reads-source", {
  scope: account.id,
  roleDefinitionName: "Storage Blob Data Reader",
  principalId: identity.principalId,
  principalType: "ServicePrincipal",
  // Azure's directory may know a new identity only minutes later.
  skipServicePrincipalAadCheck: true,
});

// The consumption plan on Linux knows Node.js 22 and will know nothing newer: it retires in September 2028.
const plan = new appservice.ServicePlan("receiver", { ...placed, osType: "Linux", skuName: "Y1" });
const receiver = new appservice.LinuxFunctionApp(
  "receiver",
  {
    ...placed,
    servicePlanId: plan.id,
    storageAccountName: account.name,
    storageAccountAccessKey: account.primaryAccessKey,
    httpsOnly: true,
    identity: { type: "UserAssigned", identityIds: [identity.id] },
    siteConfig: { applicationStack: { nodeVersion: "22" } },
    appSettings: {
      WEBHOOK_KEY: webhookKey.result,
      WEBSITE_RUN_FROM_PACKAGE: source.url,
      WEBSITE_RUN_FROM_PACKAGE_BLOB_MI_RESOURCE_ID: identity.id,
    },
  },
  { dependsOn: mayReadSource },
);

const url = pulumi.interpolate`https://${receiver.defaultHostname}/api/xobin`;
const webhooks = new InterviewWebhooks("receptionist", {
  aiInterviewId: config.requireNumber("aiInterviewId"),
  start: { url: pulumi.interpolate`${url}/start` },
  submission: { url: pulumi.interpolate`${url}/submission` },
  auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: webhookKey.result } },
});

export const submissionUrl = webhooks.submission.apply((submission) => submission?.url);

function json(value: object): pulumi.asset.StringAsset {
  return new pulumi.asset.StringAsset(JSON.stringify(value));
}
