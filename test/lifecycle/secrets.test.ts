import { startSandbox } from "../../sandbox";
import { SimulatedStack } from "../support/simulated-stack";

const START = { url: "https://receiver.example/start" };
const HELD = "Kq7Zt4Xw9Jv2";
const auths = {
  basic: (secret: string) => ({ type: "basic", basic: { username: "hooks", password: secret } }),
  apikey: (secret: string) => ({ type: "apikey", apikey: { key: "X-Webhook-Key", value: secret } }),
};

describe.each(["basic", "apikey"] as const)("an API that repeats the %s credential it holds", (type) => {
  const auth = auths[type];

  test.each([
    ["an update that changes it", { start: START, auth: auth("Rc1Pf8Ux3Tl7") }],
    ["an update that removes it", { start: START }],
    ["a delete, which does not send it", undefined],
  ])("does not get it into the message of %s", async (_step, wanted) => {
    const sandbox = await startSandbox();
    try {
      const stack = new SimulatedStack({ apiKey: sandbox.apiKey, baseUrl: sandbox.url, maxRetries: "0" });
      await stack.up({ aiInterviewId: 206, start: START, auth: auth(HELD) });
      const held = JSON.stringify(sandbox.settings(206));
      expect(held).toContain(HELD);
      sandbox.fail({ status: 422, body: { error: `Rejected by ${held} hooks:${HELD}` } });
      sandbox.fail({
        status: 422,
        body: { error: `Rejected by ${base64(`hooks:${HELD}`)} ${base64(HELD)}` },
      });

      for (const _attempt of [1, 2]) {
        const { error } = await stack.up(wanted && { aiInterviewId: 206, ...wanted });
        expect(error?.message).toContain("HTTP 422: (the API's text is withheld: it");
        expect(error?.message).not.toMatch(/Rejected|Kq7Z|9Jv2|WnQ0|SnYy/);
      }
    } finally {
      await sandbox.close();
    }
  });
});

function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
