import * as cloudwatch from "@pulumi/aws/cloudwatch";
import * as dynamodb from "@pulumi/aws/dynamodb";
import * as iam from "@pulumi/aws/iam";
import * as lambda from "@pulumi/aws/lambda";
import * as pulumi from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random";
import { InterviewWebhooks } from "pulumi-xobin";
import { bundle } from "./bundle";

const aiInterviewId = new pulumi.Config().requireNumber("aiInterviewId");
const apiKey = new pulumi.Config("xobin").requireSecret("apiKey");
const webhookKey = new RandomPassword("webhook-key", { length: 48, special: false });

// Which events were handled: `dynamoDbStore` writes it.
const events = new dynamodb.Table("events", {
  billingMode: "PAY_PER_REQUEST",
  hashKey: "key",
  attributes: [{ name: "key", type: "S" }],
});

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
const mayRemember = new iam.RolePolicy("receiver-events", {
  role: role.id,
  policy: {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["dynamodb:GetItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"],
        Resource: events.arn,
      },
    ],
  },
});

const common = {
  runtime: lambda.Runtime.NodeJS22dX,
  role: role.arn,
  code: new pulumi.asset.AssetArchive({ "index.js": new pulumi.asset.StringAsset(bundle()) }),
};
const variables = { WEBHOOK_KEY: webhookKey.result, EVENTS_TABLE: events.name };

const receiver = new lambda.Function(
  "receiver",
  { ...common, handler: "index.handler", environment: { variables } },
  { dependsOn: [mayLog, mayRemember] },
);

// Open to the internet: deliveries are not signed for AWS. The receiver checks the credential. With "NONE", creating the URL also adds
// the two permissions that a public one needs since October 2025.
const { functionUrl } = new lambda.FunctionUrl("receiver", {
  functionName: receiver.name,
  authorizationType: "NONE",
});

const webhooks = new InterviewWebhooks("receptionist", {
  aiInterviewId,
  start: { url: pulumi.interpolate`${functionUrl}start` },
  submission: { url: pulumi.interpolate`${functionUrl}submission` },
  auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: webhookKey.result } },
});

// Once an hour, a function that alone has the API key handles the results that never arrived.
const recover = new lambda.Function(
  "recover",
  {
    ...common,
    handler: "index.recover",
    timeout: 900,
    environment: {
      variables: { ...variables, XOBIN_API_KEY: apiKey, AI_INTERVIEW_ID: String(aiInterviewId) },
    },
  },
  { dependsOn: [mayLog, mayRemember] },
);
const hourly = new cloudwatch.EventRule("recover", { scheduleExpression: "rate(1 hour)" });
new lambda.Permission("recover", {
  action: "lambda:InvokeFunction",
  function: recover.name,
  principal: "events.amazonaws.com",
  sourceArn: hourly.arn,
});
new cloudwatch.EventTarget("recover", { rule: hourly.name, arn: recover.arn });

export const submissionUrl = webhooks.submission.apply((submission) => submission?.url);
