import { createHash } from "node:crypto";
import * as cloudfunctions from "@pulumi/gcp/cloudfunctionsv2";
import * as cloudrun from "@pulumi/gcp/cloudrunv2";
import * as projects from "@pulumi/gcp/projects";
import * as secretmanager from "@pulumi/gcp/secretmanager";
import * as serviceaccount from "@pulumi/gcp/serviceaccount";
import * as storage from "@pulumi/gcp/storage";
import * as pulumi from "@pulumi/pulumi";
import { RandomId, RandomPassword } from "@pulumi/random";
import { InterviewWebhooks } from "pulumi-xobin";
import { bundle } from "./bundle";

const config = new pulumi.Config();
const location = config.require("location");

// Pulumi makes most names unique; secrets and service accounts need one of their own, or two stacks in a project would clash.
const { hex: suffix } = new RandomId("suffix", { byteLength: 4 });

const webhookKey = new RandomPassword("webhook-key", { length: 48, special: false });
const secret = new secretmanager.Secret("webhook-key", {
  secretId: pulumi.interpolate`xobin-webhook-key-${suffix}`,
  replication: { auto: {} },
});
const version = new secretmanager.SecretVersion("webhook-key", {
  secret: secret.id,
  secretData: webhookKey.result,
});

const account = new serviceaccount.Account("receiver", {
  accountId: pulumi.interpolate`xobin-receiver-${suffix}`,
});
const mayReadSecret = new secretmanager.SecretIamMember("receiver-reads-webhook-key", {
  secretId: secret.id,
  role: "roles/secretmanager.secretAccessor",
  member: account.member,
});

// In a new organization, the default service account may not build.
const builder = new serviceaccount.Account("builder", {
  accountId: pulumi.interpolate`xobin-builder-${suffix}`,
});
const mayBuild = new projects.IAMMember("builder-builds", {
  project: builder.project,
  role: "roles/cloudbuild.builds.builder",
  member: builder.member,
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
      serviceAccount: builder.id,
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
  { dependsOn: [mayReadSecret, mayBuild] },
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
