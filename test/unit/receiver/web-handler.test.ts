import { createWebHandler, type HandlerOptions } from "pulumi-xobin/receiver";
import { KEY, setup, START, SUBMISSION } from "./deliveries";

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

test("createWebHandler reads nothing of a body that declares a length too large", async () => {
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

test.each<[string, RequestInit, number, Partial<HandlerOptions>]>([
  ["401", {}, 401, {}],
  ["405", { method: "PUT" }, 405, {}],
  ["413", { headers: KEY }, 413, { maxBodyBytes: 9 }],
])(
  "createWebHandler ends the connection after %s to a body that was not read",
  async (_case, init, status, options) => {
    const receive = createWebHandler(setup(options).options);
    const response = await receive(new Request("http://localhost", { method: "POST", body: START, ...init }));
    expect([response.status, response.headers.get("connection")]).toEqual([status, "close"]);
  },
);

test("createWebHandler keeps the connection where no body is left unread", async () => {
  const receive = createWebHandler(setup().options);
  for (const init of [{}, { method: "POST" }, { method: "POST", headers: KEY, body: "{}" }]) {
    expect((await receive(new Request("http://localhost", init))).headers.get("connection")).toBeNull();
  }
});

test.each<[string, unknown]>([
  ["Node.js's request", { method: "POST", headers: KEY, on: () => undefined }],
  ["Hono's context", { req: { raw: new Request("http://localhost") } }],
  ["nothing", undefined],
])("createWebHandler reports %s, and says what it takes", async (_case, request) => {
  const { options, errors } = setup();
  expect((await createWebHandler(options)(request as Request)).status).toBe(500);
  expect(String(errors[0])).toContain("takes a web Request");
});

test("createWebHandler passes the check that Next.js makes of a route's types", () => {
  type FirstArgument<T> = T extends (...args: [infer First, unknown]) => unknown ? First : never;
  const isRequest: FirstArgument<ReturnType<typeof createWebHandler>> extends Request ? true : false = true;
  expect(isRequest).toBe(true);
});
