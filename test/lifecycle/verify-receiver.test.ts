import { startSandbox, type Sandbox } from "../../sandbox";
import { verifyAuth } from "../../receiver";
import { closeAfterTest } from "../support/close-after-test";
import { goodReceiver, nobody, startReceiver, type TestReceiver } from "../support/receivers";
import { SimulatedStack } from "../support/simulated-stack";

const AUTH = {
  type: "apikey",
  status: true,
  apikey: { key: "X-Webhook-Key", value: "Kq7Zt4Xw9Jv2" },
} as const;

async function setup(): Promise<{ sandbox: Sandbox; stack: SimulatedStack }> {
  const sandbox = await startSandbox();
  closeAfterTest(() => sandbox.close());
  const stack = new SimulatedStack({ apiKey: sandbox.apiKey, baseUrl: sandbox.url, maxRetries: "0" });
  return { sandbox, stack };
}

function declaration({ url }: { url: string }, rest: object = {}) {
  return { aiInterviewId: 206, start: { url }, auth: AUTH, verifyReceiver: true, ...rest };
}

/** A receiver that the declared credential opens, and everybody else too. */
const openReceiver = () => startReceiver((response) => response.writeHead(204).end());

/** A receiver that responds with `status` to its first requests. */
function lateReceiver(status: number, times: number): Promise<TestReceiver> {
  let responses = 0;
  return startReceiver((response, { headers }) => {
    responses += 1;
    response.writeHead(responses <= times ? status : verifyAuth(headers, AUTH) ? 204 : 401).end();
  });
}

test("create and update send test events before their call to the API", async () => {
  const { sandbox, stack } = await setup();
  const callsAtEvent: number[] = [];
  const receiver = await startReceiver((response, { headers }) => {
    callsAtEvent.push(sandbox.requests.length);
    response.writeHead(verifyAuth(headers, AUTH) ? 204 : 401).end();
  });

  expect(await stack.up(declaration(receiver))).toEqual({ lines: [], waitsMs: [] });
  await stack.up(declaration({ url: `${receiver.url}/v2` }));

  expect(callsAtEvent).toEqual([0, 0, 0, 1, 1, 1]);
  expect(receiver.received.map(({ path }) => path)).toEqual(["/", "/", "/", "/v2", "/v2", "/v2"]);
  expect(sandbox.settings(206)).toEqual({ start: { status: true, url: `${receiver.url}/v2` }, auth: AUTH });
  expect(JSON.stringify(sandbox.requests) + JSON.stringify(stack.state)).not.toContain("verifyReceiver");
});

test("without a change, no test event is sent; neither by a delete", async () => {
  const { stack } = await setup();
  const receiver = await goodReceiver(AUTH);
  await stack.up(declaration(receiver));
  receiver.received.length = 0;

  await stack.up(declaration(receiver));
  await stack.up(undefined);

  expect(receiver.received).toEqual([]);
});

test.each([
  ["not declared", {}],
  ["false", { verifyReceiver: false }],
  ["true, with the event off", { verifyReceiver: true, status: false }],
])("verifyReceiver %s sends no test event", async (_form, { status = true, ...rest }: Form) => {
  const { sandbox, stack } = await setup();
  const receiver = await goodReceiver(AUTH);
  const start = { url: receiver.url, status };
  await stack.up({ aiInterviewId: 206, start, auth: AUTH, ...rest });
  expect(receiver.received).toEqual([]);
  expect(sandbox.requests).toHaveLength(1);
});

interface Form {
  status?: boolean;
  verifyReceiver?: boolean;
}

test("a failed create leaves no resource, and a failed update the state as it was", async () => {
  const { sandbox, stack } = await setup();
  const open = await openReceiver();
  const failed = {
    error: {
      name: "ReceiverVerificationError",
      message:
        "Interview 206: the receiver of start does not respond to a test event without a credential as it should (HTTP 204), so " +
        "nothing was sent to the API. Let the receiver verify the credential (verifyAuth of pulumi-xobin/receiver): it accepts events " +
        "without one.",
    },
    lines: [],
    waitsMs: [],
  };
  expect(await stack.up(declaration(open))).toEqual(failed);
  expect(stack.state).toBeUndefined();
  expect(sandbox.requests).toEqual([]);

  const good = await goodReceiver(AUTH);
  await stack.up(declaration(good));
  const { state } = stack;
  sandbox.clearRequests();
  expect(await stack.up(declaration(open))).toEqual(failed);
  expect(stack.state).toEqual(state);
  expect(sandbox.requests).toEqual([]);

  good.received.length = 0;
  await stack.up(declaration(good));
  expect([good.received, sandbox.requests]).toEqual([[], []]);
});

test.each([404, 503])(
  "a receiver that responds with %i is awaited, with a line each time",
  async (status) => {
    const { sandbox, stack } = await setup();
    const receiver = await lateReceiver(status, 6);
    const again =
      `Interview 206: the receiver of start does not respond to a test event as it should (HTTP ${status}); ` +
      "trying again in";
    expect(await stack.up(declaration(receiver))).toEqual({
      lines: [
        `${again} 1 s.`,
        `${again} 2 s.`,
        "Interview 206: the receivers respond as they should, after 3 s.",
      ],
      waitsMs: [1000, 2000],
    });
    expect(sandbox.requests).toHaveLength(1);
  },
);

test("a receiver that does not come up fails the step after a minute at the most", async () => {
  const { sandbox, stack } = await setup();
  const { error, lines, waitsMs } = await stack.up(declaration({ url: await nobody() }));
  expect(error?.message).toContain("(ECONNREFUSED), so nothing was sent to the API. Start the receiver");
  const waitedMs = waitsMs.reduce((sum, ms) => sum + ms, 0);
  expect(waitedMs).toBeGreaterThan(45_000);
  expect(waitedMs).toBeLessThanOrEqual(60_000);
  expect(lines).toHaveLength(waitsMs.length);
  expect(sandbox.requests).toEqual([]);
});

test("an engine that ends while a receiver is awaited leaves the API as it was", async () => {
  const { sandbox, stack } = await setup();
  const receiver = await lateReceiver(503, 3);
  let writes = 0;
  const ended = stack.up(declaration(receiver), {
    prepare: () => {
      jest.doMock("../../provider/engine-log", () => ({
        // The first line still has a reader.
        logToEngine: () => ((writes += 1) === 1 ? Promise.resolve() : Promise.reject(new Error("EPIPE"))),
      }));
    },
  });
  expect((await ended).error?.message).toBe("EPIPE");
  jest.dontMock("../../provider/engine-log");
  expect(sandbox.requests).toEqual([]);
});

test("turning it on verifies the receivers, and sends nothing to the API", async () => {
  const { sandbox, stack } = await setup();
  const receiver = await goodReceiver(AUTH);
  const eventsAndCalls = async (verifyReceiver: boolean) => {
    receiver.received.length = 0;
    sandbox.clearRequests();
    expect(await stack.up(declaration(receiver, { verifyReceiver }))).toEqual({ lines: [], waitsMs: [] });
    return [receiver.received.length, sandbox.requests.length];
  };
  expect(await eventsAndCalls(false)).toEqual([0, 1]);
  expect(await eventsAndCalls(true)).toEqual([3, 0]);
  expect(await eventsAndCalls(true)).toEqual([0, 0]);
});

test("unconfirmed settings are verified again before they are sent again", async () => {
  const { sandbox, stack } = await setup();
  const receiver = await goodReceiver(AUTH);
  sandbox.fail({ status: 500, body: {} });
  await stack.up(declaration(receiver));
  expect(stack.state?.unconfirmed).toBe(true);
  await stack.up(declaration(receiver));
  expect(stack.state?.unconfirmed).toBeUndefined();
  expect(receiver.received).toHaveLength(6);
});

test("nothing that verifies receivers is loaded without verifyReceiver", async () => {
  const { sandbox, stack } = await setup();
  const { url } = await goodReceiver(AUTH);
  const unloadable = () => {
    jest.doMock("../../provider/verification/await-receivers", () => {
      throw new Error("loaded");
    });
  };
  const plain = { aiInterviewId: 206, start: { url } };
  expect(await stack.up(plain, { prepare: unloadable })).toEqual({ lines: [], waitsMs: [] });
  expect(sandbox.requests).toHaveLength(1);
  const { error } = await stack.up({ ...plain, verifyReceiver: true }, { prepare: unloadable });
  jest.dontMock("../../provider/verification/await-receivers");
  expect(error?.message).toBe("loaded");
});
