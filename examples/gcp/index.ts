import { createHash } from "node:crypto";
import * as cloudfunctions from "@pulumi/gcp/cloudfunctionsv2";
import * as cloudrun from "@pulumi/gcp/cloudrunv2";
import * as secretmanager from "@pulumi/gcp/secretmanager";
import * as serviceaccount from "@pulumi/gcp/serviceaccount";
import * as storage from "@pulumi/gcp/storage";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";
import { InterviewWebhooks } from "pulumi-xobin";
import { bundle } from "./bundle";

const config = new pulumi.Config();
const location = config.require("location");

const webhookKey = new RandomPassword("webhook-key", { length: 48, special: false });
const secret = new secretmanager.Secret("webhook-key", {
  secretId: "xobin-webhook-key",
  replication: { auto: {} },
});
const version = new secretmanager.SecretVersion("webhook-key", {
  secret: secret.id,
  secretData: webhookKey.result,
});

const account = new serviceaccount.Account("receiver", { accountId: "xobin-receiver" });
const mayReadSecret = new secretmanager.SecretIamMember("receiver-reads-webhook-key", {
  secretId: secret.id,
  role: "roles/secretmanager.secretAccessor",
  member: account.member,
});

const bucket = new storage.Bucket("receiver-source", { location, uniformBucketLevelAccess: true });
const code = bundle();
const source = new storage.BucketObject("receiver-source", {
  bucket: bucket.name,
  // Another source is another object, so that the function is built again.
  name: `receiver-${createHash("sha256").update(code).digest("hex")}.zip`,
  source: new pulumi.asset.AssetArchive({
    "index.js": new pulumi.asset.StringAsset(code),
    "package.json": new pulumi.asset.StringAsset(JSON.stringify({ main: "index.js" })),
  }),
});

const receiver = new cloudfunctions.Function(
  "receiver",
  {
    location,
    buildConfig: {
      runtime: "nodejs22",
      entryPoint: "receiver",
      source: { storageSource: { bucket: bucket.name, object: source.name } },
    },
    serviceConfig: {
      serviceAccountEmail: account.email,
      // A version, not "latest": a new credential is a new revision, at the time when the webhooks change.
      secretEnvironmentVariables: [
        { key: "WEBHOOK_KEY", projectId: secret.project, secret: secret.secretId, version: version.version },
      ],
    },
  },
  { dependsOn: mayReadSecret },
);

// Open to the internet: deliveries carry no Google identity. The receiver checks the credential.
new cloudrun.ServiceIamMember("anyone-calls-receiver", {
  name: receiver.name,
  location,
  role: "roles/run.invoker",
  member: "allUsers",
});

const webhooks = new InterviewWebhooks("receptionist", {
  aiInterviewId: config.requireNumber("aiInterviewId"),
  start: { url: pulumi.interpolate`${receiver.url}/start` },
  submission: { url: pulumi.interpolate`${receiver.url}/submission` },
  auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: webhookKey.result } },
});

export const submissionUrl = webhooks.submission.apply((submission) => submission?.url);
