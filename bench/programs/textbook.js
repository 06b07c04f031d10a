// A dynamic provider as Pulumi's documentation teaches it: a class in the program, `fetch` in create and update, no checks.
// One instance serves all resources; a `new` for each, as some examples have it, is serialised again each time and slower still.
const pulumi = require("@pulumi/pulumi");
const { declarations } = require("./inputs");

class WebhooksProvider {
  async create(inputs) {
    await this.put(inputs);
    return { id: String(inputs.aiInterviewId), outs: inputs };
  }

  async update(_id, _olds, news) {
    await this.put(news);
    return { outs: news };
  }

  async put(inputs) {
    const url = `${process.env.XOBIN_BASE_URL}/ai-interviews/settings/webhooks/${inputs.aiInterviewId}`;
    const response = await fetch(url, {
      method: "PUT",
      headers: { apiKey: process.env.XOBIN_API_KEY, "Content-Type": "application/json" },
      body: JSON.stringify({
        webhooks: {
          start: { status: true, url: inputs.start.url },
          submission: { status: true, url: inputs.submission.url },
          auth: { ...inputs.auth, status: true },
        },
      }),
    });
    if (!response.ok) {
      throw new Error(`HTTP ${response.status}: ${await response.text()}`);
    }
    await response.json();
  }
}

const provider = new WebhooksProvider();

class Webhooks extends pulumi.dynamic.Resource {
  constructor(name, args, opts) {
    super(provider, name, args, opts);
  }
}

for (const { name, args } of declarations) {
  new Webhooks(name, args);
}
