import * as pulumi from "@pulumi/pulumi";
import { InterviewWebhooks } from "pulumi-xobin";

const config = new pulumi.Config();
const receiverUrl = config.require("receiverUrl");

const webhooks = new InterviewWebhooks("receptionist", {
  aiInterviewId: config.requireNumber("aiInterviewId"),
  start: { url: `${receiverUrl}/start` },
  submission: { url: `${receiverUrl}/submission` },
  auth: {
    type: "basic",
    basic: { username: config.require("username"), password: config.requireSecret("password") },
  },
});

export const aiInterviewId = webhooks.aiInterviewId;
