// What all programs declare: the same inputs, by the same environment variables.
const pulumi = require("@pulumi/pulumi");

const interviews = Number(process.env.BENCH_INTERVIEWS);
// Another revision changes a URL of every interview.
const revision = process.env.BENCH_REVISION;

exports.declarations = Array.from({ length: interviews }, (_, index) => ({
  name: `interview-${index + 1}`,
  args: {
    aiInterviewId: index + 1,
    start: { url: `https://receiver.example/v${revision}/start` },
    submission: { url: `https://receiver.example/v${revision}/submission` },
    auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: pulumi.secret("not-a-real-secret") } },
  },
}));
