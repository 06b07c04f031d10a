import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { listInvitations, readReport } from "../../../../provider/api/results";
import { failureOf } from "../../../support/api-calls";
import { closeAfterTest } from "../../../support/close-after-test";

interface Answer {
  status?: number;
  headers?: Record<string, string>;
  body?: string | Buffer;
}

interface Asked {
  method: string | undefined;
  path: string | undefined;
  headers: IncomingHttpHeaders;
}

let lines: string[] = [];
const log = (line: string) => {
  lines.push(line);
  return Promise.resolve();
};
beforeEach(() => {
  lines = [];
  jest.spyOn(Math, "random").mockReturnValue(0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** An API that gives these answers, the last one again and again. */
async function setup(...answers: Answer[]) {
  const asked: Asked[] = [];
  const server = createServer(({ method, url: path, headers }, response) => {
    const { status = 200, body = "", ...answer } = answers[Math.min(asked.length, answers.length - 1)] ?? {};
    asked.push({ method, path, headers });
    response.writeHead(status, answer.headers).end(body);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  closeAfterTest(() => {
    server.closeAllConnections();
    server.close();
  });
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/v2`;
  return { asked, config: { apiKey: "canary-key", baseUrl, requestTimeout: 5, maxRetries: 2 } };
}

const json = (body: unknown): Answer => ({ body: JSON.stringify(body) });

const INVITED = [
  {
    ai_interview_id: 211,
    candidate_id: 7062,
    invite_status: "Pending",
    last_updated_at: "Fri, 11 Jul 2025 05:25:53 GMT",
    response_id: 6734,
  },
  null,
];

test("a list of invitations is a GET with the key as a header and no body", async () => {
  const { config, asked } = await setup(json(INVITED));
  expect(await listInvitations(config, 211, log)).toEqual(INVITED);
  expect(asked).toMatchObject([
    {
      method: "GET",
      path: "/api/v2/ai-interviews/invited/211",
      headers: { apikey: "canary-key", accept: "application/json" },
    },
  ]);
  expect(asked[0]?.headers).not.toHaveProperty("content-type");
  expect(lines).toEqual([]);
});

test("an interview without invitations has an empty list", async () => {
  const { config } = await setup(json([]));
  expect(await listInvitations(config, 211, log)).toEqual([]);
});

test.each(["", "null", "{}", '{"status":"success"}', "<html>[]</html>", "[", '"[]"'])(
  "a 200 with the body %j is no list of invitations",
  async (body) => {
    const { config, asked } = await setup({ body });
    const error = await failureOf(listInvitations(config, 211, log));
    expect(error).toMatchObject({ name: "UnexpectedResponseError", unconfirmed: false });
    expect(error.message).toMatch(
      /^Interview 211: the API did not respond with the documented result \(HTTP 200\)\. /,
    );
    expect(asked).toHaveLength(1);
  },
);

const REPORT = '{"response_id": 6735, "invite_status":"Completed",\n "candidate_name":"Zoë", "score": 1.0}';

test("a report is its bytes as they came, and the same parsed", async () => {
  const { config, asked } = await setup({ body: REPORT });
  const { bytes, fields } = await readReport(config, 6735, log);
  expect(bytes).toEqual(Buffer.from(REPORT));
  expect(fields).toEqual(JSON.parse(REPORT));
  expect(asked).toMatchObject([{ method: "GET", path: "/api/v2/ai-interviews/report/6735" }]);
});

test("a report that is compressed or begins with a byte order mark is read", async () => {
  const { config } = await setup(
    { body: gzipSync(REPORT), headers: { "Content-Encoding": "gzip" } },
    { body: `\ufeff${REPORT}` },
  );
  expect((await readReport(config, 6735, log)).bytes).toEqual(Buffer.from(REPORT));
  expect((await readReport(config, 6735, log)).fields).toEqual(JSON.parse(REPORT));
});

test.each(["", "null", "[]", "1", "<html></html>"])("a 200 with the body %j is no report", async (body) => {
  const { config } = await setup({ body });
  expect(await failureOf(readReport(config, 6735, log))).toMatchObject({
    name: "UnexpectedResponseError",
    message: expect.stringMatching(/^Response 6735: /) as string,
  });
});

test("a report of more than 64 MiB is not read to its end", async () => {
  const { config } = await setup({ body: Buffer.alloc(64 * 1024 * 1024 + 1, " ") });
  expect((await failureOf(readReport(config, 6735, log))).message).toContain("(HTTP 200: more than 64 MiB)");
});

test("a report is asked for again after a transient failure, with one line each", async () => {
  const { config, asked } = await setup({ status: 503, body: '{"error":"Jennifer"}' }, { body: REPORT });
  expect((await readReport(config, 6735, log)).bytes).toEqual(Buffer.from(REPORT));
  expect(asked).toHaveLength(2);
  expect(lines).toEqual([
    "Response 6735: HTTP 503: (the API's text is withheld: it could name a candidate); trying again after 0 s, retry 1 of 2.",
  ]);
});

test("the API's own 404 has a class of its own for an interview and for a report", async () => {
  const { config } = await setup({ status: 404, body: '{"error":"Jennifer Gross not found"}' });
  expect(await failureOf(listInvitations(config, 211, log))).toMatchObject({
    name: "InterviewNotFoundError",
    message:
      "Interview 211: the account has no such interview (HTTP 404: (the API's text is withheld: it could name a candidate)). " +
      "Check aiInterviewId, and that the key belongs to the account of this interview.",
  });
  expect(await failureOf(readReport(config, 6735, log))).toMatchObject({
    name: "ReportNotFoundError",
    message:
      "Response 6735: the account has no report of this response (HTTP 404: (the API's text is withheld: it could name a candidate)). " +
      "Check that the key belongs to the account of its interview. The report of a candidate who was deleted is gone.",
  });
});

test("a 404 of a gateway says nothing about a report", async () => {
  const { config } = await setup({ status: 404, body: "<h1>Not Found</h1>" });
  expect(await failureOf(readReport(config, 6735, log))).toMatchObject({ name: "UnexpectedResponseError" });
});

test.each([
  [400, "UnexpectedResponseError", "the API refused the call"],
  [401, "AuthenticationError", "the API key was refused"],
  [403, "LimitExceededError", "a limit of the account is reached"],
  [429, "LimitExceededError", "the API kept limiting the rate of calls"],
  [503, "UnexpectedResponseError", "the API failed"],
])("a report that gets %d ends with %s and nothing personal", async (status, name, problem) => {
  const { config } = await setup({
    status,
    headers: { "Retry-After": "0" },
    body: '{"error":"limit_exceed","message":"jennifergross@mailinator.com"}',
  });
  const error = await failureOf(readReport({ ...config, maxRetries: 0 }, 6735, log));
  expect(error).toMatchObject({ name, unconfirmed: false, stack: "" });
  expect(error.message).toContain(`Response 6735: ${problem} (`);
  expect(error.message).not.toMatch(/jennifer|settings|pulumi up/);
});
