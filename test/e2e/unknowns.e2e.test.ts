import { setup } from "../support/setup";

/** A resource whose outputs are known once it was created, as those of a receiver are. */
const RECEIVER = `
  class Receiver extends pulumi.dynamic.Resource {
    constructor(name, outs) {
      const unknown = Object.fromEntries(Object.keys(outs).map((key) => [key, undefined]));
      super({ create: async (inputs) => ({ id: "receiver", outs: JSON.parse(inputs.json) }) }, name, { json: JSON.stringify(outs), ...unknown });
    }
  }`;

function declare(outs: object, args: string): string {
  return `${RECEIVER}
    const receiver = new Receiver("receiver", ${JSON.stringify(outs)});
    new InterviewWebhooks("receptionist", ${args});`;
}

const EACH_VALUE = `{
  aiInterviewId: receiver.number,
  start: { url: receiver.url },
  submission: receiver.webhook,
  auth: { type: "basic", basic: { username: receiver.user, password: receiver.password } },
  triggers: [receiver.url],
}`;
const OUTS = {
  number: 206,
  url: "https://receiver.example/start",
  webhook: { url: "https://receiver.example/submission" },
  user: "hooks",
  password: "canary-password",
};

test("values unknown yet pass the preview, and are applied once they are known", async () => {
  const { sandbox, stack } = await setup();
  stack.program(declare(OUTS, EACH_VALUE));
  expect(await stack.preview()).toMatchObject({
    code: 0,
    output: expect.stringContaining("+ 3 to create") as string,
  });

  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.requests.map(({ aiInterviewId, body }) => [aiInterviewId, body])).toEqual([
    [
      206,
      {
        webhooks: {
          start: { status: true, url: OUTS.url },
          submission: { status: true, url: OUTS.webhook.url },
          auth: { type: "basic", status: true, basic: { username: "hooks", password: "canary-password" } },
        },
      },
    ],
  ]);
  expect(JSON.stringify(await stack.resources())).not.toContain("canary-password");
});

test("a whole block may be unknown, and is checked before anything is sent", async () => {
  const { sandbox, stack } = await setup();
  const auth = { type: "apikey", apikey: { key: "Content-Length", value: "canary-value" } };
  stack.program(
    declare(
      { auth, url: "http://receiver.example" },
      "{ aiInterviewId: 206, start: { url: receiver.url }, auth: receiver.auth }",
    ),
  );
  expect(await stack.preview()).toMatchObject({ code: 0 });

  const { code, output } = await stack.up();
  expect(code).not.toBe(0);
  expect(output).toContain("start.url must start with https://");
  expect(output).toContain("auth.apikey.key must not be Content-Length");
  expect(output).not.toContain("canary-value");
  expect(sandbox.requests).toEqual([]);
});
