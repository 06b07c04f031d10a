import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from "node:zlib";
import { InvalidEventError, type HandlerOptions } from "pulumi-xobin/receiver";
import {
  AUTH,
  BASIC,
  functionUrl,
  KEY,
  node,
  restApi,
  setup,
  START,
  SUBMISSION,
  TEST_EVENT,
  web,
} from "./deliveries";

/** Each inflates to 256 MiB. */
const BOMBS = {
  gzip: gzipSync(Buffer.alloc(256 * 1024 * 1024), { level: 1 }),
  br: brotliCompressSync(Buffer.alloc(256 * 1024 * 1024), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 1 },
  }),
};

describe.each([
  ["createNodeHandler", node],
  ["createWebHandler", web],
  ["createLambdaHandler behind a function URL", functionUrl],
  ["createLambdaHandler behind a REST API, in base64", restApi],
])("%s", (_name, send) => {
  test.each([
    ["start", START],
    ["submission", SUBMISSION],
  ])("passes a %s event on and responds with 204", async (event, body) => {
    const { options, calls } = setup();
    expect(await send(options, { headers: KEY, body })).toMatchObject({ status: 204, text: "" });
    expect(calls).toEqual([[event, 6726]]);
  });

  test("responds with 401 to a wrong or missing credential", async () => {
    const { options, calls } = setup();
    for (const headers of [{}, { "X-Webhook-Key": "wrong" }]) {
      const response = await send(options, { headers, body: SUBMISSION });
      expect(response).toMatchObject({ status: 401, text: "" });
      expect(response.headers).not.toHaveProperty("www-authenticate");
    }
    expect(calls).toEqual([]);
  });

  test("asks for the password where one is declared", async () => {
    const { options } = setup({ auth: [AUTH, BASIC] });
    const { status, headers } = await send(options, { body: SUBMISSION });
    expect([status, headers["www-authenticate"]]).toEqual([401, expect.stringMatching(/^Basic realm=/)]);
  });

  test.each(["GET", "HEAD", "OPTIONS", "PUT"])(
    "responds with 405 to %s, credential or not",
    async (method) => {
      for (const headers of [{}, KEY]) {
        const response = await send(setup().options, { method, headers });
        expect([response.status, response.headers["allow"]]).toEqual([405, "POST"]);
      }
    },
  );

  test("responds with 413 to a body above the limit, and reads one at the limit", async () => {
    const size = Buffer.byteLength(SUBMISSION);
    expect(
      await send(setup({ maxBodyBytes: size }).options, { headers: KEY, body: SUBMISSION }),
    ).toMatchObject({
      status: 204,
    });
    const { options, calls } = setup({ maxBodyBytes: size - 1 });
    expect(await send(options, { headers: KEY, body: SUBMISSION })).toMatchObject({
      status: 413,
      text: `A delivery was refused: its body has more than ${size - 1} bytes (maxBodyBytes)`,
    });
    expect(calls).toEqual([]);
  });

  test("lets no stranger find out whether a body is too large or an event", async () => {
    const { options, errors } = setup({ maxBodyBytes: 1 });
    expect(await send(options, { body: "not an event" })).toMatchObject({ status: 401 });
    expect(errors).toEqual([]);
  });

  test("responds with 400 to what is no event, and reports it", async () => {
    const { options, errors } = setup();
    const response = await send(options, { headers: KEY, body: '{"candidate_name":"Jennifer Gross"}' });
    expect(response.status).toBe(400);
    expect(response.headers["content-type"]).toBe("text/plain; charset=utf-8");
    expect(response.text).toContain("response_id: ");
    expect(response.text).not.toContain("Jennifer");
    expect(errors).toEqual([expect.any(InvalidEventError)]);
    expect(await send(options, { headers: KEY })).toMatchObject({ status: 400 });
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("Jennifer Gross is there already");
      },
    ],
    ["rejects", () => Promise.reject(new InvalidEventError("Jennifer Gross"))],
  ])("responds with 500 where the user's code %s, and says nothing of it", async (_case, onSubmission) => {
    const { options, errors } = setup({ onSubmission });
    const response = await send(options, { headers: KEY, body: SUBMISSION });
    expect(response).toMatchObject({ status: 500, text: "" });
    expect(JSON.stringify(response)).not.toContain("Jennifer");
    expect(errors).toHaveLength(1);
  });

  test("responds with 204 to a test event without calling the user's code", async () => {
    const { options, calls } = setup();
    expect(await send(options, { headers: KEY, body: TEST_EVENT })).toMatchObject({ status: 204 });
    expect(await send(options, { body: TEST_EVENT })).toMatchObject({ status: 401 });
    expect(calls).toEqual([]);
  });

  test("responds with 204 to an unknown event, and passes it on to who wants it", async () => {
    const body = START.replace("Started", "Invited");
    expect(await send(setup().options, { headers: KEY, body })).toMatchObject({ status: 204 });
    const seen: unknown[] = [];
    const { options, errors } = setup({ onUnknownEvent: ({ raw }) => seen.push(raw) });
    expect(await send(options, { headers: KEY, body })).toMatchObject({ status: 204 });
    expect([seen, errors]).toEqual([[JSON.parse(body)], []]);
  });

  test("responds with 204 to an event that nobody wants", async () => {
    const options = { auth: AUTH };
    for (const body of [START, SUBMISSION]) {
      expect(await send(options, { headers: KEY, body })).toMatchObject({ status: 204 });
    }
  });

  test.each<[string, HandlerOptions["auth"], number]>([
    ["a list", [BASIC, AUTH], 204],
    ["a function", () => AUTH, 204],
    ["a function that loads a list", () => Promise.resolve([BASIC, AUTH]), 204],
    ["a function that returns another credential", () => BASIC, 401],
    ["a function that fails", () => Promise.reject(new Error("canary-vault")), 500],
    ["a variable that is not set", { ...AUTH, apikey: { key: "X-Webhook-Key", value: "" } }, 500],
    ["a credential that is off", { ...AUTH, status: false }, 401],
  ])("takes %s as auth", async (_case, auth, status) => {
    const { options, errors, calls } = setup({ auth });
    expect(await send(options, { headers: KEY, body: SUBMISSION })).toMatchObject({ status, text: "" });
    expect([errors.length, calls.length]).toEqual([status === 500 ? 1 : 0, status === 204 ? 1 : 0]);
  });

  test.each<[string, (body: string) => Buffer]>([
    ["gzip", gzipSync],
    ["x-gzip", gzipSync],
    ["GZIP", gzipSync],
    ["deflate", deflateSync],
    ["deflate", deflateRawSync],
    ["br", brotliCompressSync],
    ["gzip, identity", gzipSync],
    ["identity,,\tGZIP ,", gzipSync],
    ["identity", (body) => Buffer.from(body)],
  ])("inflates %s within the limit", async (coding, compress) => {
    const headers = { ...KEY, "Content-Encoding": coding };
    const body = compress(SUBMISSION);
    const { options, calls } = setup({ maxBodyBytes: SUBMISSION.length });
    expect(await send(options, { headers, body })).toMatchObject({ status: 204 });
    expect(calls).toEqual([["submission", 6726]]);
    const { options: smaller } = setup({ maxBodyBytes: SUBMISSION.length - 1 });
    expect(await send(smaller, { headers, body })).toMatchObject({ status: 413 });
  });

  test("stops inflating a bomb at the limit", async () => {
    const { options, errors } = setup({ maxBodyBytes: 100_000 });
    const before = process.memoryUsage().rss;
    for (const [coding, bomb] of Object.entries(BOMBS)) {
      const headers = { ...KEY, "Content-Encoding": coding };
      expect(await send(options, { headers, body: bomb })).toMatchObject({ status: 413 });
    }
    expect(errors).toHaveLength(2);
    expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
  });

  test("refuses a coding that it cannot undo with 415, which names it", async () => {
    const { options, calls, errors } = setup();
    const headers = { ...KEY, "Content-Encoding": "zstd" };
    const response = await send(options, { headers, body: gzipSync(SUBMISSION) });
    expect(response).toMatchObject({ status: 415, text: expect.stringContaining("zstd") as string });
    expect(response.headers["accept-encoding"]).toBe("gzip, deflate");
    expect([calls, errors.length]).toEqual([[], 1]);
  });

  test("refuses a body that is not in its coding with 400, which names it", async () => {
    const headers = { ...KEY, "Content-Encoding": "gzip" };
    for (const body of [Buffer.from("not gzip"), gzipSync(SUBMISSION).subarray(0, 100)]) {
      expect(await send(setup().options, { headers, body })).toMatchObject({
        status: 400,
        text: expect.stringContaining("the body is not gzip") as string,
      });
    }
  });

  test("reads a body that was inflated before it and kept its header", async () => {
    const headers = { ...KEY, "Content-Encoding": "gzip" };
    expect(await send(setup().options, { headers, body: SUBMISSION })).toMatchObject({ status: 204 });
  });

  test.each<[string, Buffer]>([
    ["UTF-16LE", Buffer.from(SUBMISSION, "utf16le")],
    ["UTF-16LE with a byte order mark", Buffer.from(`\uFEFF${SUBMISSION}`, "utf16le")],
    ["UTF-16BE", Buffer.from(SUBMISSION, "utf16le").swap16()],
    ["UTF-16BE with a byte order mark", Buffer.from(`\uFEFF${SUBMISSION}`, "utf16le").swap16()],
  ])("reads a body in %s", async (_encoding, body) => {
    const { options, calls } = setup();
    const headers = { ...KEY, "Content-Type": "application/json; charset=utf-16le" };
    expect(await send(options, { headers, body })).toMatchObject({ status: 204 });
    expect(calls).toEqual([["submission", 6726]]);
  });

  test("takes a header named headers, method or value for a header", async () => {
    const { options, errors } = setup();
    const named = { headers: "x", method: "GET", value: "x" };
    expect(await send(options, { headers: { ...named, ...KEY }, body: START })).toMatchObject({
      status: 204,
    });
    expect(await send(options, { headers: named, body: START })).toMatchObject({ status: 401 });
    expect(errors).toEqual([]);
  });

  test("prints an error that nobody takes, and survives an onError that fails", async () => {
    const print = jest.spyOn(console, "error").mockImplementation(() => undefined);
    const failure = new Error("x");
    const onSubmission = () => Promise.reject(failure);
    await send({ auth: AUTH, onSubmission }, { headers: KEY, body: SUBMISSION });
    const onError = () => Promise.reject(new Error("y"));
    const { status } = await send({ auth: AUTH, onSubmission, onError }, { headers: KEY, body: SUBMISSION });
    expect([status, print.mock.calls]).toEqual([500, [[failure], [new Error("y")]]]);
    print.mockRestore();
  });
});
