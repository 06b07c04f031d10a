import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";
import { InterviewWebhooks } from "pulumi-xobin";
import { bundle } from "./bundle";

const webhookKey = new RandomPassword("webhook-key", { length: 48, special: false });

const role = new iam.Role("receiver", {
  assumeRolePolicy: {
    Version: "2012-10-17",
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ],
  },
});
const mayLog = new iam.RolePolicyAttachment("receiver-logs", {
  role: role.name,
  policyArn: "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
});

const receiver = new lambda.Function(
  "receiver",
  {
    runtime: lambda.Runtime.NodeJS22dX,
    handler: "index.handler",
    role: role.arn,
    code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(bundle()) }),
    environment: { variables: { WEBHOOK_KEY: webhookKey.result } },
  },
  { dependsOn: mayLog },
);

// Open to the internet: deliveries are not signed for AWS. The receiver checks the credential. With "NONE", creating the URL also adds
// the two permissions that a public one needs since October 2025.
const { functionUrl } = new lambda.FunctionUrl("receiver", {
  functionName: receiver.name,
  authorizationType: "NONE",
});

const webhooks = new InterviewWebhooks("receptionist", {
  aiInterviewId: new pulumi.Config().requireNumber("aiInterviewId"),
  start: { url: pulumi.interpolate`${functionUrl}start` },
  submission: { url: pulumi.interpolate`${functionUrl}submission` },
  auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: webhookKey.result } },
});

export const submissionUrl = webhooks.submission.apply((submission) => submission?.url);
