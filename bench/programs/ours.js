// This package, as a user has it: installed from the packed package.
const { InterviewWebhooks } = require("pulumi-xobin");
const { declarations } = require("./inputs");

for (const { name, args } of declarations) {
  new InterviewWebhooks(name, args);
}
