import { setup } from "../support/setup";

/** A receiver with a life of its own, which reports its creation and its end to the sandbox, so that the order shows. */
const RECEIVER = `
  const report = (event) =>
    new Promise((done, failed) => {
      const url = process.env.XOBIN_BASE_URL + "/receiver/" + event;
      require("node:http").request(url, { method: "POST" }, (answer) => answer.resume().on("end", done)).on("error", failed).end();
    });
  const receiverProvider = {
    create: async () => {
      await report("created");
      return { id: "receiver", outs: { url: "https://receiver.example/hooks" } };
    },
    delete: () => report("deleted"),
  };
  class Receiver extends pulumi.dynamic.Resource {
    constructor(name) {
      super(receiverProvider, name, { url: undefined });
    }
  }`;

const DECLARED = `
  const receiver = new Receiver("receiver");
  new InterviewWebhooks("receptionist", { aiInterviewId: 206, submission: { url: receiver.url } });`;

test("events are on after their receiver is there, and off before it goes", async () => {
  const { sandbox, stack } = await setup();
  const calls = () => sandbox.requests.map(({ method, path }) => `${method} ${path.replace("/api/v2", "")}`);
  stack.program(RECEIVER + DECLARED);

  expect(await stack.preview()).toMatchObject({ code: 0 });
  expect(calls()).toEqual([]);

  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(calls()).toEqual(["POST /receiver/created", "PUT /ai-interviews/settings/webhooks/206"]);
  expect(sandbox.settings(206)).toEqual({
    submission: { status: true, url: "https://receiver.example/hooks" },
  });
  sandbox.clearRequests();

  expect(await stack.destroy()).toMatchObject({ code: 0 });
  expect(calls()).toEqual(["PUT /ai-interviews/settings/webhooks/206", "POST /receiver/deleted"]);
  expect(sandbox.settings(206)).toMatchObject({ submission: { status: false } });
});
