import { once } from "node:events";
import { connect as connectHttp2, createServer as createHttp2Server } from "node:http2";
import { connect, Socket, type AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { createNodeHandler, type HandlerOptions, type NodeRequest } from "pulumi-xobin/receiver";
import { AUTH, BASIC, exchange, KEY, listen, post, setup, START, SUBMISSION, type Send } from "./deliveries";

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

test("createNodeHandler refuses two Authorizations, of which Node.js drops one", async () => {
  const { options } = setup({ auth: BASIC });
  const receive = createNodeHandler(options);
  const port = await listen((request: NodeRequest, response) => void receive(request, response));
  const right = `Authorization: Basic ${Buffer.from("hooks:canary-password").toString("base64")}\r\n`;
  const head = (lines: string) =>
    `POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${lines}Content-Length: ${Buffer.byteLength(START)}\r\n\r\n${START}`;
  expect(await exchange(port, head(right))).toContain("HTTP/1.1 204");
  expect(await exchange(port, head(`${right}Authorization: Basic eDp5\r\n`))).toContain("HTTP/1.1 401");
});

test("createNodeHandler responds with 413 to a chunked body while it still comes", async () => {
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

test("createNodeHandler responds with 413 to a declared length above the limit", async () => {
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

test.each<[string, string, number, Partial<HandlerOptions>]>([
  ["a wrong credential", "POST / HTTP/1.1\r\n", 401, {}],
  ["another method", "PUT / HTTP/1.1\r\nX-Webhook-Key: canary-key\r\n", 405, {}],
  ["a body above the limit", "POST / HTTP/1.1\r\nX-Webhook-Key: canary-key\r\n", 413, { maxBodyBytes: 1000 }],
  ["auth that fails", "POST / HTTP/1.1\r\n", 500, { auth: () => Promise.reject(new Error("x")) }],
])(
  "createNodeHandler ends the connection of an endless body after %s",
  async (_case, head, status, options) => {
    const receive = createNodeHandler(setup(options).options);
    const port = await listen((request, response) => void receive(request, response));
    const { response, bytesRead } = await upload(
      port,
      `${head}Host: x\r\nTransfer-Encoding: chunked\r\n\r\n`,
    );
    expect(response).toMatch(new RegExp(`^HTTP/1.1 ${status} `));
    expect(response.toLowerCase()).toContain("connection: close");
    expect(bytesRead).toBeLessThan(16 * 1024 * 1024);
  },
);

test("createNodeHandler keeps the connection of a body that was read", async () => {
  const receive = createNodeHandler(setup().options);
  const port = await listen((request, response) => void receive(request, response));
  for (const body of [START, "{}"]) {
    expect(
      (await post(port, { headers: { ...KEY, Connection: "keep-alive" }, body })).headers["connection"],
    ).toBe("keep-alive");
  }
});

describe("createNodeHandler settles where the sender hangs up while auth is loading", () => {
  test.each([
    ["half of the body", SUBMISSION.slice(0, 100)],
    ["all of the body", SUBMISSION],
    ["nothing of the body", ""],
  ])("after %s", async (_case, sent) => {
    const { options, errors, calls } = setup({
      auth: async () => {
        socket.destroy();
        await new Promise((resolve) => setTimeout(resolve, 50));
        return AUTH;
      },
    });
    const receive = createNodeHandler(options);
    const settled = new Promise<void>((resolve, reject) => {
      void listen((request, response) => {
        receive(request, response).then(resolve, reject);
      }).then((port) => {
        socket.connect(port, "127.0.0.1");
      });
    });
    const socket = new Socket().on("error", () => undefined);
    const head = `POST / HTTP/1.1\r\nHost: x\r\nX-Webhook-Key: canary-key\r\nContent-Length: ${SUBMISSION.length}\r\n\r\n`;
    socket.once("connect", () => socket.write(head + sent));
    await settled;
    expect([calls, errors]).toEqual([
      [],
      [expect.objectContaining({ message: expect.stringContaining("closed") as string })],
    ]);
  });
});

describe("createNodeHandler takes a body that is kept elsewhere as third argument", () => {
  test.each<[string, unknown]>([
    ["an object", JSON.parse(SUBMISSION)],
    ["text", SUBMISSION],
    ["a Buffer", Buffer.from(SUBMISSION)],
    ["bytes", new TextEncoder().encode(SUBMISSION)],
    ["a Buffer that is compressed", gzipSync(SUBMISSION)],
  ])("as %s", async (_case, body) => {
    const { options, calls } = setup();
    const receive = createNodeHandler(options);
    const port = await listen((request, response) => {
      request.resume().on("end", () => void receive(request, response, body));
    });
    const headers = { ...KEY, ...(_case.includes("compressed") && { "Content-Encoding": "gzip" }) };
    expect(await post(port, { headers, body: "read before" })).toMatchObject({ status: 204 });
    expect(calls).toEqual([["submission", 6726]]);
  });

  test("unless the request is unread, as behind Koa's parser of another type", async () => {
    const { options, calls } = setup();
    const receive = createNodeHandler(options);
    const port = await listen((request, response) => void receive(request, response, {}));
    expect(await post(port, { headers: KEY, body: SUBMISSION })).toMatchObject({ status: 204 });
    expect(calls).toEqual([["submission", 6726]]);
  });

  test("unless it is a function, as Express's next is", async () => {
    const receive = createNodeHandler(setup().options);
    const port = await listen((request, response) => void receive(request, response, () => undefined));
    expect(await post(port, { headers: KEY, body: START })).toMatchObject({ status: 204 });
  });
});

describe("createNodeHandler reads a request that stands in for Node.js's", () => {
  const headers = { "x-webhook-key": "canary-key", headers: "x" };
  test.each<[string, Partial<NodeRequest>]>([
    ["with empty rawHeaders", { rawHeaders: [], headers }],
    [
      "with a number in rawHeaders",
      { rawHeaders: ["Content-Length", 4, "X-Webhook-Key", "canary-key"], headers },
    ],
    [
      "with headersDistinct alone",
      { headersDistinct: { "x-webhook-key": ["canary-key"], headers: ["x"] }, headers: {} },
    ],
    ["without rawHeaders", { headers }],
  ])("%s", async (_case, request) => {
    const { options, calls, errors } = setup();
    const { status, response } = fakeResponse();
    await createNodeHandler(options)(
      {
        method: "POST",
        on: () => undefined,
        pause: () => undefined,
        body: SUBMISSION,
        ...request,
      } as NodeRequest,
      response,
    );
    expect([status(), calls, errors]).toEqual([204, [["submission", 6726]], []]);
  });
});

test("createNodeHandler says where to pass a body that a stand-in lacks", async () => {
  const { options, errors } = setup();
  const { status, response } = fakeResponse();
  const request = { method: "POST", headers: { "x-webhook-key": "canary-key" } } as unknown as NodeRequest;
  await createNodeHandler(options)(request, response);
  expect(status()).toBe(500);
  expect(errors).toEqual([
    expect.objectContaining({
      message: expect.stringMatching(/^The request's body .*third argument.*docs\/receivers\.md$/) as string,
    }),
  ]);
});

test("createNodeHandler serves node:http2", async () => {
  const { options, calls } = setup({ maxBodyBytes: 100_000 });
  const receive = createNodeHandler(options);
  const server = createHttp2Server((request, response) => void receive(request, response));
  const warnings: unknown[] = [];
  const warn = (warning: unknown) => warnings.push(warning);
  process.on("warning", warn);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const send = (headers: object, body?: string | Buffer) =>
    new Promise<unknown>((resolve, reject) => {
      const stream = client.request({ ":method": "POST", ...headers });
      stream.on("response", (received) => {
        resolve(received[":status"]);
        stream.close();
      });
      stream.on("error", reject);
      if (body) {
        stream.end(body);
      }
    });
  expect(await send(KEY, SUBMISSION)).toBe(204);
  expect(await send({}, SUBMISSION)).toBe(401);
  expect(await send({ ...KEY, ":method": "GET" })).toBe(405);
  expect(await send(KEY, Buffer.alloc(300_000))).toBe(413);
  client.destroy();
  server.close();
  process.off("warning", warn);
  expect([calls, warnings]).toEqual([[["submission", 6726]], []]);
});

test.each<[string, unknown[]]>([
  ["a web Request", [new Request("http://localhost"), undefined]],
  ["a framework's own request", [{ raw: {} }, { raw: {} }]],
  ["a framework's own response", [{ headers: {}, raw: {} }, { raw: {} }]],
  ["nothing", []],
])("createNodeHandler rejects %s, and says what it takes", async (_case, args) => {
  const receive = createNodeHandler(setup().options) as (...args: unknown[]) => Promise<void>;
  await expect(receive(...args)).rejects.toThrow("takes Node.js's request and response");
});

/** A response of a framework that stands in for Node.js's. */
function fakeResponse() {
  let sent: number | undefined;
  const response = {
    headersSent: false,
    writeHead: (status: number) => {
      sent = status;
    },
    end: () => undefined,
  };
  return { status: () => sent, response };
}

/** Uploads without end for a second at most. */
async function upload(port: number, head: string): Promise<{ response: string; bytesRead: number }> {
  const piece = Buffer.from(`10000\r\n${"x".repeat(0x10000)}\r\n`);
  let response = "";
  const socket = connect(port, "127.0.0.1");
  socket.on("data", (data) => (response += data.toString())).on("error", () => undefined);
  socket.write(head);
  const end = Date.now() + 1000;
  while (!socket.destroyed && Date.now() < end) {
    if (!socket.write(piece)) {
      await Promise.race([once(socket, "drain"), once(socket, "close"), wait(100)]).catch(() => undefined);
    }
  }
  socket.destroy();
  return { response, bytesRead: socket.bytesWritten };
}
