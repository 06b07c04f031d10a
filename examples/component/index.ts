import * as pulumi from "@pulumi/pulumi";
import { InterviewReceiver } from "./interview-receiver";

const config = new pulumi.Config();
const cloudflare = { accountId: config.require("accountId"), zoneId: config.require("zoneId") };
const domain = config.require("domain");

const receptionist = new InterviewReceiver("receptionist", {
  ...cloudflare,
  aiInterviewId: 206,
  hostname: `receptionist.${domain}`,
});
const headChef = new InterviewReceiver("head-chef", {
  ...cloudflare,
  aiInterviewId: 311,
  hostname: `head-chef.${domain}`,
  rotation: { date: "2026-11-24" },
});

export const urls = [receptionist.url, headChef.url];
