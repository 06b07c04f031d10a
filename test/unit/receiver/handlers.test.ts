import { createServer, request as httpRequest, type IncomingMessage, type RequestListener } from "node:http";
import { connect, type AddressInfo } from "node:net";
import {
  createLambdaHandler,
  createNodeHandler,
  createWebHandler,
  InvalidEventError,
  type ApiKeyCredential,
  type BasicCredential,
  type HandlerOptions,
  type NodeRequest,
} from "pulumi-xobin/receiver";
import { sampleEvent } from "../../../sandbox/sample-events";

const AUTH: ApiKeyCredential = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary-key" } };
const BASIC: BasicCredential = { type: "basic", basic: { username: "hooks", password: "canary-password" } };
const START = JSON.stringify(sampleEvent(206, "start"));
const SUBMISSION = JSON.stringify(sampleEvent(206, "submission"));
const TEST_EVENT = JSON.stringify({
  ...sampleEvent(206, "submission"),
  response_id: 0,
  candidate_id: 0,
  candidate_email: "test-event@example.invalid",
});

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}
interface Received {
  status: number;
  headers: Record<string, unknown>;
  text: string;
}
type Send = (options: HandlerOptions, sent: Sent) => Promise<Received>;

const stops: (() => void)[] = [];
afterEach(() => {
  stops.splice(0).forEach((stop) => {
    stop();
  });
});

/** Listens on a free port until the test ends. */
async function listen(listener: RequestListener): Promise<number> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => {
    server.close();
    server.closeAllConnections();
  });
  return (server.address() as AddressInfo).port;
}

async function post(port: number, { method = "POST", headers = {}, body }: Sent): Promise<Received> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    httpRequest({ port, host: "127.0.0.1", method, headers, agent: false }, resolve)
      .on("error", reject)
      .end(body);
  });
  let text = "";
  for await (const chunk of response) {
    text += String(chunk);
  }
  return { status: response.statusCode ?? 0, headers: response.headers, text };
}

const node: Send = async (options, sent) => {
  const receive = createNodeHandler(options);
  return post(await listen((request, response) => void receive(request, response)), sent);
};

const web: Send = async (options, { method = "POST", headers = {}, body }) => {
  const init = { method, headers, ...(body === undefined ? {} : { body }) };
  const response = await createWebHandler(options)(new Request("http://localhost/xobin", init));
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text: await response.text(),
  };
};

const lambda =
  (event: (sent: Sent) => Parameters<ReturnType<typeof createLambdaHandler>>[0]): Send =>
  async (options, sent) => {
    const { statusCode, headers, body } = await createLambdaHandler(options)(event(sent));
    return { status: statusCode, headers, text: body };
  };

const functionUrl = lambda(({ method = "POST", headers = {}, body }) => ({
  requestContext: { http: { method } },
  headers,
  ...(body === undefined ? {} : { body }),
}));

const restApi = lambda(({ method = "POST", headers = {}, body }) => ({
  httpMethod: method,
  headers: null,
  multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
  body: body === undefined ? null : Buffer.from(body).toString("base64"),
  isBase64Encoded: true,
}));

/** The functions of a user, which note their calls. */
function setup(options: Partial<HandlerOptions> = {}) {
  const calls: [name: string, id: unknown][] = [];
  const errors: unknown[] = [];
  return {
    calls,
    errors,
    options: {
      auth: AUTH,
      onStart: (event) => calls.push(["start", event.response_id]),
      onSubmission: (event) => calls.push(["submission", event.response_id]),
      onError: (error) => errors.push(error),
      ...options,
    } satisfies HandlerOptions as HandlerOptions,
  };
}

const KEY = { "X-Webhook-Key": "canary-key" };

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
    expect(await send(options, { headers: KEY, body: SUBMISSION })).toMatchObject({ status: 413, text: "" });
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

describe("createNodeHandler behind a body parser", () => {
  const consumed =
    (kept: (bytes: Buffer) => object): Send =>
    async (options, sent) => {
      const receive = createNodeHandler(options);
      const port = await listen((request, response) => {
        const chunks: Buffer[] = [];
        request.on("data", (chunk: Buffer) => chunks.push(chunk));
        request.on("end", () => void receive(Object.assign(request, kept(Buffer.concat(chunks))), response));
      });
      return post(port, sent);
    };

  test.each<[string, (bytes: Buffer) => object]>([
    ["an object", (bytes) => ({ body: JSON.parse(bytes.toString()) as unknown })],
    ["text", (bytes) => ({ body: bytes.toString() })],
    ["bytes", (bytes) => ({ body: bytes })],
    ["rawBody beside a body of another kind", (bytes) => ({ body: {}, rawBody: bytes })],
  ])("reads %s", async (_case, kept) => {
    const { options, calls } = setup();
    expect(await consumed(kept)(options, { headers: KEY, body: SUBMISSION })).toMatchObject({ status: 204 });
    expect(calls).toEqual([["submission", 6726]]);
  });

  test("reads the stream where the parser left it alone and set an empty body", async () => {
    const { options, calls } = setup();
    const receive = createNodeHandler(options);
    const port = await listen(
      (request, response) => void receive(Object.assign(request, { body: {} }), response),
    );
    expect(await post(port, { headers: KEY, body: SUBMISSION })).toMatchObject({ status: 204 });
    expect(calls).toHaveLength(1);
  });

  test("responds with 500 and says what to do where the body is gone", async () => {
    const { options, errors } = setup();
    expect(await consumed(() => ({}))(options, { headers: KEY, body: SUBMISSION })).toMatchObject({
      status: 500,
    });
    expect(String(errors[0])).toContain("put this handler before its reader");
  });
});

test("createNodeHandler refuses an Authorization that came twice, of which Node.js drops one", async () => {
  const { options } = setup({ auth: BASIC });
  const receive = createNodeHandler(options);
  const port = await listen((request: NodeRequest, response) => void receive(request, response));
  const right = `Authorization: Basic ${Buffer.from("hooks:canary-password").toString("base64")}\r\n`;
  const head = (lines: string) =>
    `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines}Content-Length: ${Buffer.byteLength(START)}\r\n\r\n${START}`;
  expect(await exchange(port, head(right))).toContain("HTTP/1.1 204");
  expect(await exchange(port, head(`${right}Authorization: Basic eDp5\r\n`))).toContain("HTTP/1.1 401");
});

test("createNodeHandler responds with 413 to a body without a length while it still comes", async () => {
  const { options } = setup({ maxBodyBytes: 1000 });
  const receive = createNodeHandler(options);
  const port = await listen((request, response) => void receive(request, response));
  const head = `POST / HTTP/1.1\r\nHost: x\r\nX-Webhook-Key: canary-key\r\nTransfer-Encoding: chunked\r\n\r\n`;
  const response = await exchange(
    port,
    `${head}${`3e8\r\n${"x".repeat(1000)}\r\n`.repeat(2)}`,
    "HTTP/1.1 413",
  );
  expect(response).toContain("HTTP/1.1 413");
});

test("createNodeHandler responds with 413 to a declared length above the limit without waiting", async () => {
  const receive = createNodeHandler(setup({ maxBodyBytes: 9 }).options);
  const port = await listen((request, response) => void receive(request, response));
  const head = "POST / HTTP/1.1\r\nHost: x\r\nX-Webhook-Key: canary-key\r\nContent-Length: 10\r\n\r\n";
  expect(await exchange(port, head, "HTTP/1.1 413")).toContain("HTTP/1.1 413");
});

test("createNodeHandler leaves a response alone that another has sent", async () => {
  let settled: Promise<void> | undefined;
  const port = await listen((request, response) => {
    const onSubmission = () => response.writeHead(503).end();
    settled = createNodeHandler(setup({ onSubmission }).options)(request, response);
  });
  expect(await post(port, { headers: KEY, body: SUBMISSION })).toMatchObject({ status: 503 });
  await expect(settled).resolves.toBeUndefined();
});

test.each<[string, Error | undefined, string]>([
  ["without an error", undefined, "The sender closed the connection before the body was complete"],
  ["with an error", new Error("time is up"), "time is up"],
])("createNodeHandler reports a request that is destroyed %s", async (_case, reason, message) => {
  const { options, errors } = setup();
  let settled: Promise<void> | undefined;
  const port = await listen((request, response) => {
    settled = createNodeHandler(options)(request, response);
    setImmediate(() => request.destroy(reason));
  });
  const head = "POST / HTTP/1.1\r\nHost: x\r\nX-Webhook-Key: canary-key\r\nContent-Length: 9\r\n\r\n{";
  await exchange(port, head).catch(() => undefined);
  await settled;
  expect(errors).toEqual([expect.objectContaining({ message })]);
});

test("createNodeHandler gives up a body whose sender is gone", async () => {
  const { options, calls, errors } = setup();
  const receive = createNodeHandler(options);
  let settled: Promise<void> | undefined;
  const port = await listen((request, response) => {
    settled = receive(request, response);
  });
  const head = `POST / HTTP/1.1\r\nHost: x\r\nX-Webhook-Key: canary-key\r\nContent-Length: 1000\r\n\r\n{`;
  const socket = connect(port, "127.0.0.1", () => socket.write(head));
  while (!settled) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  socket.destroy();
  await settled;
  expect([calls, errors.length]).toEqual([[], 1]);
});

test("createWebHandler reads a body that comes in pieces", async () => {
  const { options, calls } = setup();
  const pieces = SUBMISSION.match(/[^]{1,100}/g) ?? [];
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => {
      pieces.forEach((piece) => {
        controller.enqueue(new TextEncoder().encode(piece));
      });
      controller.close();
    },
  });
  const request = new Request("http://localhost", { method: "POST", headers: KEY, body, duplex: "half" });
  expect((await createWebHandler(options)(request)).status).toBe(204);
  expect(calls).toEqual([["submission", 6726]]);
});

test("createWebHandler reads nothing of a body whose declared length is above the limit", async () => {
  const body = {
    getReader: () => {
      throw new Error("read");
    },
  };
  const headers = new Headers({ ...KEY, "Content-Length": "10" });
  const receive = createWebHandler(setup({ maxBodyBytes: 9 }).options);
  expect((await receive({ method: "POST", headers, body })).status).toBe(413);
});

test("createWebHandler stops reading an endless body at the limit", async () => {
  const { options } = setup({ maxBodyBytes: 1000 });
  let isCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      controller.enqueue(new Uint8Array(600));
    },
    cancel: () => {
      isCancelled = true;
    },
  });
  const request = new Request("http://localhost", { method: "POST", headers: KEY, body, duplex: "half" });
  expect((await createWebHandler(options)(request)).status).toBe(413);
  expect(isCancelled).toBe(true);
});

test("createWebHandler says what to do where the body was read before", async () => {
  const { options, errors } = setup();
  const request = new Request("http://localhost", { method: "POST", headers: KEY, body: START });
  await request.text();
  expect((await createWebHandler(options)(request)).status).toBe(500);
  expect(String(errors[0])).toContain("pass a request that nothing has read");
});

describe("createLambdaHandler", () => {
  test("refuses a repeated header by multiValueHeaders", async () => {
    const event = { httpMethod: "POST", headers: KEY, body: START };
    const handle = createLambdaHandler(setup().options);
    expect((await handle(event)).statusCode).toBe(204);
    const multiValueHeaders = { "X-Webhook-Key": ["x", "canary-key"] };
    expect((await handle({ ...event, multiValueHeaders })).statusCode).toBe(401);
  });

  test("responds in text to an event of a load balancer", async () => {
    const event = { requestContext: { elb: {} }, httpMethod: "POST", headers: KEY, body: START };
    expect(await createLambdaHandler(setup().options)(event)).toMatchObject({
      statusCode: 204,
      isBase64Encoded: false,
    });
  });

  test.each([true, false])(
    "takes no body for an empty one, with isBase64Encoded %s",
    async (isBase64Encoded) => {
      const event = { httpMethod: "POST", headers: KEY, isBase64Encoded };
      expect(await createLambdaHandler(setup().options)(event)).toMatchObject({
        statusCode: 400,
        body: expect.stringContaining("the body is empty") as string,
      });
    },
  );

  test("responds with 400 to what is said to be base64 and is not", async () => {
    const event = { httpMethod: "POST", headers: KEY, body: "{}", isBase64Encoded: true };
    expect(await createLambdaHandler(setup().options)(event)).toMatchObject({
      statusCode: 400,
      body: expect.stringContaining("isBase64Encoded") as string,
    });
  });

  test("rejects an event of another kind, and says what it is for", async () => {
    await expect(createLambdaHandler(setup().options)({ Records: [] } as object)).rejects.toThrow(
      "Not an HTTP event",
    );
  });
});

/** Sends text as it is; the response ends with the connection, or with `until`. */
function exchange(port: number, text: string, until?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let received = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (chunk) => {
      received += chunk.toString();
      if (until !== undefined && received.includes(until)) {
        socket.destroy();
      }
    });
    socket.on("error", reject);
    socket.on("close", () => {
      resolve(received);
    });
  });
}
