import { putWebhooks, type WebhooksCall } from "../../../../provider/api/client";
import { startSandbox } from "../../../../sandbox";

const callFor = (aiInterviewId: number): WebhooksCall => ({
  aiInterviewId,
  body: { webhooks: { start: { status: true, url: "https://receiver.example/start" } } },
  secrets: [],
});

test("a call is not sent while the API asks other calls to wait for too long", async () => {
  const sandbox = await startSandbox();
  try {
    sandbox.fail({ status: 429, headers: { "retry-after": "3600" } });
    const { apiKey, url: baseUrl } = sandbox;
    const config = { apiKey, baseUrl, requestTimeout: 30, concurrency: 10, maxRetries: 5, account: baseUrl };
    await expect(putWebhooks(config, callFor(1))).rejects.toThrow("HTTP 429");

    const error: unknown = await putWebhooks(config, callFor(2)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "LimitExceededError", unconfirmed: false });
    expect(String(error)).toMatch(
      /Interview 2: the call was not sent, because .* \(blocked for 3\d{3}(\.\d)? s\)/,
    );
    expect(String(error)).not.toContain("429");
    expect(sandbox.requests).toHaveLength(1);
  } finally {
    await sandbox.close();
  }
});
