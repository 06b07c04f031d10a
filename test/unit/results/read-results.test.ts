import { completedResults, IncompleteResultsError, missingResults } from "pulumi-xobin/results";
import { startSandbox, type Fault, type Sandbox } from "../../../sandbox";
import { closeAfterTest } from "../../support/close-after-test";

const DAY = 24 * 3_600_000;
const JULY = Date.parse("2025-07-01T00:00:00Z");
const WINDOW = { since: new Date(JULY), until: new Date(JULY + 31 * DAY) };
const CANARY = "Jennifer Canary";

let sandbox: Sandbox;

afterEach(() => {
  jest.restoreAllMocks();
});

beforeEach(async () => {
  sandbox = await startSandbox();
  closeAfterTest(() => sandbox.close());
});

/** Everything that the loop gives, and the error that ends it. */
async function read<T>(results: AsyncIterable<T>): Promise<{ events: T[]; error: unknown }> {
  const events: T[] = [];
  try {
    for await (const event of results) {
      events.push(event);
    }
    return { events, error: undefined };
  } catch (error) {
    return { events, error };
  }
}

function options(aiInterviewIds: readonly number[] = [206]) {
  return { apiKey: sandbox.apiKey, baseUrl: sandbox.url, aiInterviewIds, ...WINDOW };
}

function paths(): string[] {
  return sandbox.requests.map(({ path }) => path.replace("/api/v2/ai-interviews/", ""));
}

test("completed results are typed events with the report as it came, oldest first", async () => {
  const [later] = sandbox.invite(206, { inviteStatus: "Completed", at: JULY + 2 * DAY });
  const [earlier] = sandbox.invite(206, { inviteStatus: "Completed", at: JULY + DAY });
  sandbox.invite(206, { at: JULY + DAY });
  const { events, error } = await read(completedResults(options()));
  expect(error).toBeUndefined();
  expect(events.map(({ response_id }) => response_id)).toEqual([earlier, later]);
  expect(events[0]).toMatchObject({ invite_status: "Completed", score: 81, raw: { response_id: earlier } });
});

test("results outside of the window are left out, and no report is read of them", async () => {
  sandbox.invite(206, { inviteStatus: "Completed", at: JULY - 1000 });
  sandbox.invite(206, { inviteStatus: "Completed", at: JULY + 31 * DAY });
  expect(await read(completedResults(options()))).toEqual({ events: [], error: undefined });
  expect(paths()).toEqual(["invited/206"]);
});

test("a window without an end ends now", async () => {
  sandbox.invite(206, { inviteStatus: "Completed", at: Date.now() - 1000 });
  const { until: _until, ...open } = options();
  expect((await read(completedResults(open))).events).toHaveLength(1);
});

test("missing results are those that the receiver lacks; only these are read", async () => {
  const [one, two, three] = sandbox.invite(206, { inviteStatus: "Completed", count: 3, at: JULY + DAY });
  const arrived = new Set([one, three]);
  const has = (responseId: number) => Promise.resolve(arrived.has(responseId));
  const { events } = await read(missingResults({ ...options(), has }));
  expect(events.map(({ response_id }) => response_id)).toEqual([two]);
  expect(paths()).toEqual(["invited/206", `report/${two}`]);
});

test("each report is read when the loop asks for it", async () => {
  sandbox.invite(206, { inviteStatus: "Completed", count: 3, at: JULY + DAY });
  for await (const _event of completedResults(options())) {
    break;
  }
  expect(paths()).toEqual(["invited/206", expect.stringMatching(/^report/)]);
});

test("gone, unready and foreign results are told apart and keep no other back", async () => {
  const ids = sandbox.invite(206, { inviteStatus: "Completed", count: 4, at: JULY + DAY });
  const [gone = 0, unready = 0, foreign = 0, good = 0] = ids;
  sandbox.deleteCandidate(206, gone);
  const body = { ai_interview_id: 206, response_id: unready, candidate_name: CANARY };
  sandbox.fail({ path: `/ai-interviews/report/${unready}`, body });
  sandbox.fail({
    path: `/ai-interviews/report/${foreign}`,
    body: { ...body, ai_interview_id: 207, response_id: foreign, invite_status: "Completed" },
  });
  const skipped: object[] = [];
  const { events, error } = await read(
    completedResults({ ...options(), onSkipped: (each) => skipped.push(each) }),
  );
  expect(error).toBeUndefined();
  expect(events.map(({ response_id }) => response_id)).toEqual([good]);
  expect(skipped).toEqual([
    { aiInterviewId: 206, responseId: gone, reason: "gone" },
    { aiInterviewId: 206, responseId: unready, reason: "not-ready" },
    { aiInterviewId: 206, responseId: foreign, reason: "other-interview" },
  ]);
});

test("a report that cannot be read ends the loop with an error, after all others", async () => {
  const [broken = 0] = sandbox.invite(206, { inviteStatus: "Completed", at: JULY + DAY });
  const [good] = sandbox.invite(208, { inviteStatus: "Completed", at: JULY + DAY });
  sandbox.fail({ path: `/ai-interviews/report/${broken}`, body: `<html>${CANARY}</html>` });
  sandbox.fail({ path: "/ai-interviews/invited/207", body: { data: [{ candidate_name: CANARY }] } });
  const { events, error } = await read(completedResults(options([206, 207, 208])));
  expect(events.map(({ response_id }) => response_id)).toEqual([good]);
  expect(error).toBeInstanceOf(IncompleteResultsError);
  expect(error).toMatchObject({
    message:
      `Interview 206, response ${broken}: the response is not the documented one (HTTP 200). Check baseUrl; ` +
      "if it is right, run it again later, or ask the vendor's support. And 1 more: see problems.",
    problems: [
      { aiInterviewId: 206, responseId: broken, status: 200 },
      {
        aiInterviewId: 207,
        responseId: undefined,
        message: expect.stringContaining("no list of invitations") as string,
      },
    ],
  });
});

test.each(["", "null", "{}", "<html></html>", '[{"response_id":1},null]'])(
  "a list whose body is %j is an error that names the interview",
  async (body) => {
    sandbox.fail({ path: "/ai-interviews/invited/206", body });
    const { error } = await read(completedResults(options()));
    expect(error).toMatchObject({ message: expect.stringMatching(/^Interview 206: /) as string });
  },
);

test("a completed row without a response id is an error, after all other results", async () => {
  const [good] = sandbox.invite(206, { inviteStatus: "Completed", at: JULY + DAY });
  const row = { invite_status: "Completed", last_updated_at: "Fri, 11 Jul 2025 05:25:53 GMT" };
  sandbox.fail({ path: "/ai-interviews/invited/206", body: [row, { ...row, response_id: String(good) }] });
  const { events, error } = await read(completedResults(options()));
  expect(events).toHaveLength(1);
  expect(error).toMatchObject({ message: "Interview 206: a completed result has no readable response id." });
});

test.each<Fault>([
  { status: 503 },
  { status: 429, headers: { "retry-after": "0" } },
  { drop: "before" },
  { truncate: true },
])("a call is repeated after %j", async (fault) => {
  sandbox.invite(206, { inviteStatus: "Completed", at: JULY + DAY });
  sandbox.fail({ path: "/ai-interviews/report", ...fault });
  jest.spyOn(Math, "random").mockReturnValue(0);
  const { events } = await read(completedResults(options()));
  expect(events).toHaveLength(1);
  expect(paths()).toHaveLength(3);
});

test("a wait that the API asks for is kept", async () => {
  sandbox.fail({ status: 429, headers: { "retry-after": "1" } });
  const start = Date.now();
  expect(await read(completedResults(options()))).toEqual({ events: [], error: undefined });
  expect(Date.now() - start).toBeGreaterThanOrEqual(1000);
});

test("a call that keeps failing ends after six attempts, a long wait at once", async () => {
  jest.spyOn(Math, "random").mockReturnValue(0);
  sandbox.fail({ status: 500, times: Infinity, aiInterviewId: 206 });
  sandbox.fail({ status: 429, times: Infinity, aiInterviewId: 207, headers: { "retry-after": "121" } });
  const { error } = await read(completedResults(options([206, 207])));
  expect(error).toMatchObject({
    problems: [
      { message: expect.stringContaining("(HTTP 500, 6 attempts)") as string },
      { message: expect.stringContaining("(HTTP 429). Run it again later") as string },
    ],
  });
  expect(paths()).toHaveLength(7);
});

test("a refused key, a foreign interview or a redirect is an error without key", async () => {
  sandbox.fail({ status: 401, body: { error: "key fake-sandbox-api-key" }, aiInterviewId: 1 });
  sandbox.fail({ status: 404, body: { error: CANARY }, aiInterviewId: 2 });
  sandbox.fail({ status: 404, body: "<html></html>", aiInterviewId: 3 });
  sandbox.fail({ redirect: "http://127.0.0.1:1/", aiInterviewId: 4 });
  const { error } = await read(completedResults(options([1, 2, 3, 4])));
  const messages = (error as IncompleteResultsError).problems.map(({ message }) => message);
  expect(messages).toEqual([
    expect.stringMatching(/^Interview 1: the API refused the key \(HTTP 401\)\. Check apiKey/) as string,
    expect.stringMatching(/^Interview 2: the account has no such interview \(HTTP 404\)\./) as string,
    expect.stringMatching(/^Interview 3: the response is not the documented one \(HTTP 404\)\./) as string,
    expect.stringMatching(/^Interview 4: the response is not the documented one \(HTTP 302\)\./) as string,
  ]);
  expect(messages.join()).not.toMatch(/canary|fake-sandbox/i);
});

test("a 404 of a gateway does not make a report gone", async () => {
  sandbox.invite(206, { inviteStatus: "Completed", at: JULY + DAY });
  sandbox.fail({ path: "/ai-interviews/report", status: 404, body: "<html></html>" });
  expect((await read(completedResults(options()))).error).toBeInstanceOf(IncompleteResultsError);
});

test("an error of the receiver's own function ends the loop and is passed on", async () => {
  sandbox.invite(206, { inviteStatus: "Completed", at: JULY + DAY });
  const has = () => Promise.reject(new Error("The store is down"));
  expect((await read(missingResults({ ...options(), has }))).error).toEqual(new Error("The store is down"));
});

test.each<[string, object]>([
  ["apiKey must be", { apiKey: "" }],
  ["apiKey must be", { apiKey: "canary-key\n" }],
  ["baseUrl must be", { baseUrl: "http://app.xobin.com/api/v2" }],
  ["baseUrl must be", { baseUrl: "app.xobin.com" }],
  ["aiInterviewIds must be", { aiInterviewIds: ["206"] }],
  ["aiInterviewIds must be", { aiInterviewIds: [0] }],
  ["since must be a Date", { since: new Date("yesterday") }],
  ["since must be a Date", { since: "2025-07-01" }],
  ["since must be before until", { until: WINDOW.since }],
])("an option that cannot be is refused at once: %s", (message, change) => {
  expect(() => completedResults({ ...options(), ...change })).toThrow(new RegExp(`^${message}`));
});
