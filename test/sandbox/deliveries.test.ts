import { start, start206, startReceiver, put, canary } from "./testing";

describe("a delivery", () => {
  test.each([
    ["start", "Started"],
    ["submission", "Completed"],
  ] as const)("posts the documented %s payload to the configured url", async (event, inviteStatus) => {
    const [sandbox, receiver] = [await start(), await startReceiver()];
    const url = `${receiver.url}/hooks?from=xobin`;
    await put(sandbox, 77, { [event]: { status: true, url } });
    expect(await sandbox.deliver(77, event)).toEqual({ responseId: 6726, sent: true, status: 204, url });
    expect(receiver.received).toMatchObject([
      {
        method: "POST",
        path: "/hooks?from=xobin",
        headers: { "content-type": "application/json" },
        body: {
          ai_interview_id: 77,
          ai_interview_name: "Receptionist",
          candidate_email: "jennifergross@mailinator.com",
          candidate_id: 7054,
          candidate_name: "Jennifer Gross",
          invite_status: inviteStatus,
          response_id: 6726,
        },
      },
    ]);
    expect(receiver.received[0]?.headers).not.toHaveProperty("authorization");
  });

  test("of a submission matches the evaluation, and of a start does not", async () => {
    const [sandbox, receiver] = [await start(), await startReceiver()];
    const webhook = { status: true, url: receiver.url };
    sandbox.seed(206, { start: webhook, submission: webhook });
    await sandbox.deliver(206, "start");
    await sandbox.deliver(206, "submission");
    expect(receiver.received[0]?.body).not.toHaveProperty("candidate_summary");
    expect(Object.keys(receiver.received[1]?.body ?? {})).toEqual(
      expect.arrayContaining([
        "candidate_summary",
        "completed_date",
        "integrity_score",
        "interview_recording",
        "recommendation",
        "score",
        "pdf_link",
        "report_link",
        "skill_wise_scores",
        "conversation",
        "custom_field_id",
      ]),
    );
  });

  test("reports the receiver's status, and does not follow its redirects", async () => {
    const sandbox = await start();
    for (const status of [401, 307, 500]) {
      const receiver = await startReceiver(status);
      sandbox.seed(206, { start: { status: true, url: receiver.url } });
      expect(await sandbox.deliver(206, "start")).toMatchObject({ sent: true, status, url: receiver.url });
      expect(receiver.received).toHaveLength(1);
    }
  });
});

describe("the configured auth", () => {
  async function deliveredHeaders(auth: object): Promise<NodeJS.Dict<string | string[]>> {
    const [sandbox, receiver] = [await start(), await startReceiver()];
    await put(sandbox, 206, { start: { status: true, url: receiver.url }, auth });
    expect((await sandbox.deliver(206, "start")).sent).toBe(true);
    return receiver.received[0]?.headers ?? {};
  }
  const basic = { type: "basic", basic: { username: "älice", password: "p:ss" } };
  const apikey = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "the value" } };

  test("basic goes into Authorization", async () => {
    const expected = `Basic ${Buffer.from("älice:p:ss").toString("base64")}`;
    expect(await deliveredHeaders(basic)).toMatchObject({ authorization: expected });
  });

  test("apikey goes into the header that it names", async () => {
    const headers = await deliveredHeaders({ ...apikey, basic: basic.basic });
    expect(headers).toMatchObject({ "x-webhook-key": "the value" });
    expect(headers).not.toHaveProperty("authorization");
  });

  test.each([basic, apikey])("$type that is off goes nowhere", async (auth) => {
    const headers = await deliveredHeaders({ ...auth, status: false });
    expect(headers).not.toHaveProperty("authorization");
    expect(headers).not.toHaveProperty("x-webhook-key");
  });
});

describe("nothing is sent", () => {
  test("for an event that is not configured", async () => {
    const sandbox = await start();
    const reason =
      "The submission webhook of interview 206 is not configured: declare it and run pulumi up (after a restart of the sandbox, pulumi destroy first).";
    expect(await sandbox.deliver(206, "submission")).toMatchObject({ sent: false, reason });
    sandbox.seed(206, start206);
    expect(await sandbox.deliver(206, "submission")).toMatchObject({ sent: false, reason });
  });

  test("for an event that is off", async () => {
    const [sandbox, receiver] = [await start(), await startReceiver()];
    sandbox.seed(206, { start: { status: false, url: receiver.url } });
    expect(await sandbox.deliver(206, "start")).toMatchObject({
      sent: false,
      reason: "The start webhook of interview 206 is off.",
      url: receiver.url,
    });
    expect(receiver.received).toEqual([]);
  });

  test("where nobody listens", async () => {
    const [sandbox, gone] = [await start(), await start()];
    await gone.close();
    sandbox.seed(206, { start: { status: true, url: gone.url } });
    expect((await sandbox.deliver(206, "start")).reason).toBe(
      "The receiver could not be reached (ECONNREFUSED).",
    );
  });

  test("with an auth that is no valid header, whose value is not repeated", async () => {
    const [sandbox, receiver] = [await start(), await startReceiver()];
    const auth = { type: "apikey", apikey: { key: "X-Key", value: `a\n${canary.value}` } } as const;
    sandbox.seed(206, { start: { status: true, url: receiver.url }, auth });
    const { sent, reason } = await sandbox.deliver(206, "start");
    expect(sent).toBe(false);
    expect(reason).toBe("The configured url and auth make no valid request.");
  });

  test("more, once the sandbox is closed", async () => {
    const sandbox = await start();
    const slow = await start({ latencyMs: 60_000 });
    sandbox.seed(206, { start: { status: true, url: slow.url } });
    const delivery = sandbox.deliver(206, "start");
    while (slow.requests.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await sandbox.close();
    expect(await delivery).toMatchObject({
      sent: false,
      reason: expect.stringContaining("closed") as unknown,
    });
  });
});
