import type { Sandbox } from "../../sandbox/index";
import { ask, put, start, startReceiver } from "./testing";

const JULY = Date.parse("2025-07-11T05:25:53Z");

async function get(sandbox: Sandbox, path: string, apiKey = sandbox.apiKey) {
  const response = await fetch(`${sandbox.url}/ai-interviews${path}`, { headers: { apiKey } });
  return { status: response.status, body: await response.json() };
}

describe("the list of the invited", () => {
  test("is a bare array of pending and completed ones as documented", async () => {
    const sandbox = await start();
    sandbox.invite(211, { at: JULY });
    sandbox.invite(211, { at: JULY, inviteStatus: "Completed" });
    const row = { ai_interview_id: 211, last_updated_at: "Fri, 11 Jul 2025 05:25:53 GMT" };
    expect(await get(sandbox, "/invited/211")).toEqual({
      status: 200,
      body: [
        { ...row, candidate_id: 7054, invite_status: "Pending", response_id: 6726 },
        { ...row, candidate_id: 7055, invite_status: "Completed", response_id: 6727 },
      ],
    });
  });

  test("is empty for an interview without candidates, a 404 for an unknown one", async () => {
    const sandbox = await start({ interviews: [206] });
    sandbox.invite(206);
    expect(await get(sandbox, "/invited/206")).toMatchObject({ status: 200, body: [{}] });
    expect(await get(sandbox, "/invited/207")).toMatchObject({ status: 404 });
    expect(await get(await start(), "/invited/206")).toEqual({ status: 200, body: [] });
  });

  test("holds the account's own candidates only", async () => {
    const sandbox = await start({ accounts: { "k-a": "a", "k-b": "b" } });
    const [responseId] = sandbox.invite(206, { inviteStatus: "Completed" }, "b");
    expect(await get(sandbox, "/invited/206", "k-a")).toEqual({ status: 200, body: [] });
    expect(await get(sandbox, `/report/${responseId}`, "k-a")).toMatchObject({ status: 404 });
    expect(await get(sandbox, `/report/${responseId}`, "k-b")).toMatchObject({ status: 200 });
    expect(await get(sandbox, "/invited/206", "wrong")).toMatchObject({ status: 401 });
  });

  test("holds 100,000 invitations", async () => {
    const sandbox = await start();
    const ids = sandbox.invite(206, { count: 100_000 });
    const { body } = await get(sandbox, "/invited/206");
    expect(body).toHaveLength(100_000);
    expect(new Set(ids).size).toBe(100_000);
  });
});

describe("a report", () => {
  test("is the body of the submission event", async () => {
    const [sandbox, receiver] = [await start(), await startReceiver()];
    sandbox.seed(206, { submission: { status: true, url: receiver.url } });
    const { responseId } = await sandbox.complete(206, { at: Date.parse("2025-07-05T04:42:45Z") });
    const { status, body } = await get(sandbox, `/report/${responseId}`);
    expect(status).toBe(200);
    expect(body).toEqual(receiver.received[0]?.body);
    expect(body).toMatchObject({ invite_status: "Completed", completed_date: "Jul 05, 2025, 4:42:45 AM" });
  });

  test("is found by the customer's own id", async () => {
    const sandbox = await start();
    sandbox.invite(206);
    sandbox.invite(206, { inviteStatus: "Completed", customFieldId: "a b&c" });
    const found = await get(sandbox, "/report?custom_field_id=a%20b%26c&is_downloadable=true");
    expect(found).toMatchObject({ status: 200, body: { response_id: 6727, custom_field_id: "a b&c" } });
    expect(await get(sandbox, "/report?custom_field_id=other")).toMatchObject({ status: 404 });
    expect(await get(sandbox, "/report")).toMatchObject({ status: 404 });
  });

  test("before completion has the identifying fields alone", async () => {
    const sandbox = await start();
    const [responseId] = sandbox.invite(206);
    const { status, body } = await get(sandbox, `/report/${responseId}`);
    expect([status, body]).toMatchObject([200, { response_id: responseId, invite_status: "Pending" }]);
    expect(body).not.toHaveProperty("candidate_summary");
  });

  test("of a deleted candidate is gone, and its row stays", async () => {
    const sandbox = await start();
    const [responseId = 0] = sandbox.invite(206, { inviteStatus: "Completed" });
    sandbox.deleteCandidate(206, responseId);
    expect(await get(sandbox, `/report/${responseId}`)).toMatchObject({ status: 404 });
    expect(await get(sandbox, "/invited/206")).toMatchObject({ body: [{ response_id: responseId }] });
  });

  test.each(["/report/1", "/report/abc", "/report/6726x", "/report/"])("%s gets a 404", async (path) => {
    expect(await get(await start(), path)).toMatchObject({ status: 404 });
  });

  test("is read, and never written", async () => {
    const sandbox = await start();
    for (const path of ["report/6726", "report", "invited/206"]) {
      const response = await fetch(`${sandbox.url}/ai-interviews/${path}`, { method: "POST" });
      expect([response.status, response.headers.get("allow")]).toEqual([405, "GET"]);
    }
  });
});

describe("a completed interview", () => {
  test("takes the candidate who has started, then the invited one, then a new one", async () => {
    const sandbox = await start();
    sandbox.invite(206, { count: 2 });
    await sandbox.deliver(206, "start", { responseId: 6727 });
    const completed = [];
    for (let i = 0; i < 3; i++) {
      completed.push((await sandbox.complete(206, { at: JULY })).responseId);
    }
    expect(completed).toEqual([6727, 6726, 6728]);
    expect(sandbox.invitations(206)).toMatchObject(
      [6726, 6727, 6728].map((responseId) => ({
        responseId,
        inviteStatus: "Completed",
        lastUpdatedAt: JULY,
      })),
    );
  });

  test("whose event is lost sends nothing until it is delivered again", async () => {
    const [sandbox, receiver] = [await start(), await startReceiver()];
    sandbox.seed(206, { submission: { status: true, url: receiver.url } });
    const { responseId, ...lost } = await sandbox.complete(206, { lose: true, at: JULY });
    expect(lost).toEqual({ sent: false, reason: "The event was lost, as asked for." });
    expect(sandbox.invitations(206)).toMatchObject([{ inviteStatus: "Completed", outcome: "lost" }]);
    expect(receiver.received).toEqual([]);

    await sandbox.complete(206, { responseId });
    expect(receiver.received).toMatchObject([{ body: { response_id: responseId } }]);
    expect(sandbox.invitations(206)).toMatchObject([{ outcome: "delivered", lastUpdatedAt: JULY }]);
  });

  test("whose receiver refuses the event has lost it", async () => {
    const [sandbox, receiver] = [await start(), await startReceiver(503)];
    sandbox.seed(206, { submission: { status: true, url: receiver.url } });
    await sandbox.complete(206);
    expect(sandbox.invitations(206)).toMatchObject([{ outcome: "lost" }]);
  });

  test("is an error for a response of another interview", async () => {
    const sandbox = await start();
    const [responseId = 0] = sandbox.invite(206);
    await expect(sandbox.complete(207, { responseId })).rejects.toThrow(
      "Interview 207 has no response 6726.",
    );
  });
});

describe("a fault by path", () => {
  test("affects the calls below that path alone", async () => {
    const sandbox = await start();
    sandbox.invite(206, { count: 2, inviteStatus: "Completed" });
    sandbox.fail({ status: 503, path: "/ai-interviews/report" });
    sandbox.fail({ body: [{ ai_interview_id: "206" }], path: "/ai-interviews/invited/206" });
    sandbox.fail({ status: 500, path: "/ai-interviews/report/67" });
    expect((await put(sandbox, 206, { start: { status: true, url: "https://example.com" } })).status).toBe(
      200,
    );
    expect((await get(sandbox, "/report/6726")).status).toBe(503);
    expect((await get(sandbox, "/report/6726")).status).toBe(200);
    expect((await get(sandbox, "/invited/2060")).body).toEqual([]);
    expect(await get(sandbox, "/invited/206")).toEqual({ status: 200, body: [{ ai_interview_id: "206" }] });
  });

  test("pads a report as it pads any response", async () => {
    const sandbox = await start();
    sandbox.invite(206, { inviteStatus: "Completed" });
    sandbox.fail({ hugeBody: 1_000_000, path: "/ai-interviews/report/6726" });
    const response = await fetch(`${sandbox.url}/ai-interviews/report/6726`, {
      headers: { apiKey: sandbox.apiKey },
    });
    const text = await response.text();
    expect(text.length).toBeGreaterThan(1_000_000);
    expect(JSON.parse(text)).toMatchObject({ response_id: 6726 });
  });
});

describe("by HTTP", () => {
  test("candidates are invited, complete, are lost and deleted", async () => {
    const [sandbox, receiver] = [await start(), await startReceiver()];
    sandbox.seed(206, { submission: { status: true, url: receiver.url } });
    const call = async (name: string, body: object) =>
      (await ask(sandbox, "POST", `/sandbox/${name}`, { aiInterviewId: 206, ...body })).body;
    expect(await call("invite", { count: 2, at: JULY, customFieldId: "canary" })).toEqual({
      invited: 2,
      firstResponseId: 6726,
      lastResponseId: 6727,
    });
    expect(await call("complete", { at: "2025-07-12T07:25:53+02:00" })).toMatchObject({ status: 204 });
    expect(await call("complete", { lose: true, at: JULY })).toMatchObject({ responseId: 6727, sent: false });
    expect(await call("delete", { responseId: 6727 })).toEqual({ deleted: 6727 });

    const { body, text } = await ask(sandbox, "GET", "/sandbox/invitations");
    expect(body).toMatchObject([
      { responseId: 6726, lastUpdatedAt: "2025-07-12T05:25:53.000Z", outcome: "delivered", isDeleted: false },
      { responseId: 6727, lastUpdatedAt: "2025-07-11T05:25:53.000Z", outcome: "lost", isDeleted: true },
    ]);
    expect(text).not.toMatch(/canary|jennifer/i);
  });

  test.each([
    ["complete", { aiInterviewId: 206, responseId: 1 }, "Interview 206 has no response 1."],
    ["complete", { aiInterviewId: 206, at: "yesterday" }, "at: "],
    ["invite", { aiInterviewId: 206, count: 0 }, "count: "],
    ["delete", { aiInterviewId: 206 }, "responseId: "],
    ["fault", { path: "/api/v2/ai-interviews/report" }, "path: begins with /ai-interviews/"],
  ])("%s of %j is refused with the reason", async (name, body, reason) => {
    const response = await ask(await start(), "POST", `/sandbox/${name}`, body);
    expect(response).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining(reason) as unknown },
    });
  });
});
