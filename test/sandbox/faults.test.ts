import type { Fault, Sandbox } from "../../sandbox/index";
import { put, start, start206 } from "./testing";

const other = { start: { status: false, url: "https://example.com/other" } };

/** A sandbox that holds `other` for an interview, and a call for it that the fault affects. */
async function setup(fault: Fault): Promise<{ sandbox: Sandbox; call: Promise<Response> }> {
  const sandbox = await start();
  sandbox.seed(206, other);
  sandbox.fail(fault);
  const call = put(sandbox, 206, start206, { signal: AbortSignal.timeout(fault.hang ? 1000 : 15_000) });
  call.catch(() => undefined);
  return { sandbox, call };
}

describe("a fault that replaces the response leaves the settings as they were", () => {
  test.each([400, 401, 403, 404, 408, 409, 422, 429, 500, 502, 503, 504])("status %s", async (status) => {
    const { sandbox, call } = await setup({ status });
    const response = await call;
    expect(response.status).toBe(status);
    expect(await response.json()).toEqual({ error: `Fault ${status}` });
    expect(sandbox.settings(206)).toEqual(other);
    expect(sandbox.requests).toMatchObject([{ response: status }]);
  });

  test("headers and a JSON body of its own", async () => {
    const body = { error: "limit_exceed", message: "Invites Exhausted. Please contact support." };
    const { call } = await setup({ status: 429, headers: { "retry-after": "7" }, body });
    const response = await call;
    expect(response.headers.get("retry-after")).toBe("7");
    expect(response.headers.get("content-type")).toBe("application/json");
    expect(await response.json()).toEqual(body);
  });

  test.each([
    ["HTML", "<h1>Welcome</h1>"],
    ["nothing", ""],
    ["half of a JSON text", '{"status": "succ'],
  ])("a 200 with %s", async (_name, body) => {
    const { sandbox, call } = await setup({ body });
    const response = await call;
    expect(response.status).toBe(200);
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(await response.text()).toBe(body);
    expect(sandbox.settings(206)).toEqual(other);
  });

  test("a 200 that is no success", async () => {
    const { call } = await setup({ body: { status: "failed" } });
    expect(await (await call).json()).toEqual({ status: "failed" });
  });

  test("a body made from the request, which an API that echoes needs", async () => {
    const { call } = await setup({
      status: 400,
      body: ({ headers, body }) => ({ error: `${String(headers.apikey)} ${JSON.stringify(body)}` }),
    });
    expect(await (await call).json()).toEqual({
      error: `fake-sandbox-api-key ${JSON.stringify({ webhooks: start206 })}`,
    });
  });

  test.each([
    [302, {}],
    [307, { status: 307 }],
    [308, { status: 308 }],
  ])("a redirect with %s", async (status, fault) => {
    const target = await start();
    const { sandbox, call } = await setup({ ...fault, redirect: `${target.url}/x` });
    const response = await call;
    expect([response.status, response.headers.get("location")]).toEqual([status, `${target.url}/x`]);
    expect(sandbox.settings(206)).toEqual(other);
    expect(target.requests).toEqual([]);
  });

  test("no response at all", async () => {
    const { sandbox, call } = await setup({ hang: true });
    await expect(call).rejects.toMatchObject({ name: "TimeoutError" });
    expect(sandbox.settings(206)).toEqual(other);
    expect(sandbox.requests).toMatchObject([{ response: "hung" }]);
  });

  test("a reset before the change", async () => {
    const { sandbox, call } = await setup({ drop: "before" });
    await expect(call).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    expect(sandbox.settings(206)).toEqual(other);
    expect(sandbox.requests).toMatchObject([{ response: "dropped" }]);
  });
});

describe("a fault that degrades the response comes after the change", () => {
  test("a reset after the change", async () => {
    const { sandbox, call } = await setup({ drop: "after" });
    await expect(call).rejects.toMatchObject({ cause: { code: "ECONNRESET" } });
    expect(sandbox.settings(206)).toEqual(start206);
    expect(sandbox.requests).toMatchObject([{ response: "dropped" }]);
  });

  test("a delay", async () => {
    const before = performance.now();
    const { sandbox, call } = await setup({ delayMs: 200 });
    expect(await (await call).json()).toMatchObject({ status: "success" });
    expect(performance.now() - before).toBeGreaterThanOrEqual(199);
    expect(sandbox.settings(206)).toEqual(start206);
  });

  test("additional headers", async () => {
    const { call } = await setup({ headers: { "x-request-id": "7" } });
    expect((await call).headers.get("x-request-id")).toBe("7");
  });

  test("a slow drip: the body comes byte by byte", async () => {
    const { sandbox, call } = await setup({ slowDrip: 10 });
    const before = performance.now();
    const text = await (await call).text();
    expect(JSON.parse(text)).toMatchObject({ status: "success" });
    expect(performance.now() - before).toBeGreaterThan(9 * text.length);
    expect(sandbox.settings(206)).toEqual(start206);
  });

  test("however slow the drip, the headers come at once", async () => {
    const { call } = await setup({ slowDrip: 60_000 });
    const response = await call;
    expect(response.status).toBe(200);
    await response.body?.cancel();
  });

  test("a body that ends too early", async () => {
    const { sandbox, call } = await setup({ truncate: true });
    const response = await call;
    expect(response.status).toBe(200);
    await expect(response.text()).rejects.toThrow("terminated");
    expect(sandbox.settings(206)).toEqual(start206);
  });

  test("a huge body that is still valid JSON", async () => {
    const { sandbox, call } = await setup({ hugeBody: 5_000_000 });
    const text = await (await call).text();
    expect(text.length).toBeGreaterThan(5_000_000);
    expect(JSON.parse(text)).toMatchObject({ status: "success" });
    expect(sandbox.settings(206)).toEqual(start206);
  });

  test("another success code, but not for a call that is refused anyway", async () => {
    const { sandbox, call } = await setup({ status: 202, times: 2 });
    expect((await call).status).toBe(202);
    expect(sandbox.settings(206)).toEqual(start206);
    expect((await put(sandbox, 206, {})).status).toBe(400);
  });

  test("a call that is refused anyway changes nothing", async () => {
    const sandbox = await start();
    sandbox.fail({ drop: "after" });
    await expect(put(sandbox, 206, start206, { headers: { apiKey: "wrong" } })).rejects.toThrow();
    expect(sandbox.settings(206)).toBeUndefined();
  });
});

describe("apply decides whether the change is applied:", () => {
  test.each<[string, Fault]>([
    ["a server error", { status: 500, apply: true }],
    ["a hang", { hang: true, apply: true }],
    ["a drop", { drop: "before", apply: true }],
    ["HTML", { body: "<p>", apply: true }],
  ])("applied in spite of %s", async (_name, fault) => {
    const { sandbox, call } = await setup(fault);
    if (fault.status) {
      expect((await call).status).toBe(fault.status);
    } else {
      await call.catch(() => undefined);
    }
    expect(sandbox.settings(206)).toEqual(start206);
  });

  test("not applied in spite of a success response", async () => {
    const { sandbox, call } = await setup({ apply: false });
    expect(await (await call).json()).toMatchObject({ status: "success" });
    expect(sandbox.settings(206)).toEqual(other);
  });
});

describe("a fault affects", () => {
  async function statuses(sandbox: Sandbox, ids: number[]): Promise<number[]> {
    const found: number[] = [];
    for (const id of ids) {
      found.push((await put(sandbox, id, start206)).status);
    }
    return found;
  }

  test("one call by default, otherwise as many as times says", async () => {
    const sandbox = await start();
    sandbox.fail({ status: 503 });
    expect(await statuses(sandbox, [1, 1])).toEqual([503, 200]);
    sandbox.fail({ status: 503, times: 2 });
    expect(await statuses(sandbox, [1, 1, 1])).toEqual([503, 503, 200]);
  });

  test("all calls until it is cleared", async () => {
    const sandbox = await start();
    sandbox.fail({ status: 503, times: Infinity });
    expect(await statuses(sandbox, [1, 2, 3])).toEqual([503, 503, 503]);
    sandbox.clearFaults();
    expect(await statuses(sandbox, [1])).toEqual([200]);
  });

  test("calls of one interview, and waits for them", async () => {
    const sandbox = await start();
    sandbox.fail({ status: 503, aiInterviewId: 2 });
    expect(await statuses(sandbox, [1, 2, 2])).toEqual([200, 503, 200]);
  });

  test("the next call each, if several are queued", async () => {
    const sandbox = await start();
    for (const status of [500, 502, 503]) {
      sandbox.fail({ status });
    }
    expect(await statuses(sandbox, [1, 1, 1, 1])).toEqual([500, 502, 503, 200]);
  });

  test("calls by probability, the same ones for the same seed", async () => {
    const calls = Array.from({ length: 40 }, (_, i) => i + 1);
    const run = async (seed: number): Promise<number[]> => {
      const sandbox = await start();
      sandbox.fail({ status: 503, probability: 0.3, times: Infinity, seed });
      return await statuses(sandbox, calls);
    };
    const first = await run(7);
    const failed = first.filter((status) => status === 503).length;
    expect(failed).toBeGreaterThan(5);
    expect(failed).toBeLessThan(20);
    expect(await run(7)).toEqual(first);
    expect(await run(8)).not.toEqual(first);
  });

  test("a later call, if the probability spared the earlier ones", async () => {
    const sandbox = await start();
    sandbox.fail({ status: 503, probability: 0.2 });
    const found = await statuses(sandbox, Array<number>(60).fill(1));
    expect(found.filter((status) => status === 503)).toHaveLength(1);
    expect(found[0]).toBe(200);
  });

  test("no call if its headers are invalid, which is an error at once", async () => {
    const sandbox = await start();
    expect(() => {
      sandbox.fail({ headers: { "no token": "x" } });
    }).toThrow("no token");
    expect(await statuses(sandbox, [1])).toEqual([200]);
  });

  test("only documented calls", async () => {
    const sandbox = await start();
    sandbox.fail({ status: 503 });
    expect((await fetch(sandbox.url)).status).toBe(404);
    expect(await statuses(sandbox, [1])).toEqual([503]);
  });
});
