// The same interviews in one resource, of this package as a user has it.
const { InterviewWebhooksGroup } = require("pulumi-xobin");
const { declarations } = require("./inputs");

const interviews = Object.fromEntries(declarations.map(({ name, args }) => [name, args.aiInterviewId]));
const { aiInterviewId: _, ...settings } = declarations[0].args;

new InterviewWebhooksGroup("all", { interviews, ...settings });
