import fc from "fast-check";
import { createLambdaHandler, type HandlerOptions, type OnceStore } from "pulumi-xobin/receiver";
import { KEY, setup, START, SUBMISSION, TEST_EVENT } from "./deliveries";
import { MemoryStore } from "./memory-store";

const MINUTE = 60_000;
const LEASE = 15 * MINUTE;

/** Delivers an event to a handler. */
function deliver(options: HandlerOptions, body = SUBMISSION) {
  return createLambdaHandler(options)({ httpMethod: "POST", headers: KEY, body });
}

/** A receiver with a store, whose calls are noted. */
function setupOnce(options: Partial<HandlerOptions> = {}, store: OnceStore = new MemoryStore()) {
  const asked: unknown[][] = [];
  const once: OnceStore = {
    claim: (...args) => (asked.push(["claim", ...args]), store.claim(...args)),
    complete: (...args) => (asked.push(["complete", ...args]), store.complete(...args)),
    release: (...args) => (asked.push(["release", ...args]), store.release(...args)),
  };
  return { ...setup({ once, ...options }), asked };
}

afterEach(() => {
  jest.restoreAllMocks();
});

test("an event is claimed, handled, completed, and its repetition gets 204 alone", async () => {
  const { options, calls, asked } = setupOnce();
  expect((await deliver(options)).statusCode).toBe(204);
  expect((await deliver(options)).statusCode).toBe(204);
  expect(calls).toEqual([["submission", 6726]]);
  expect(asked).toEqual([
    ["claim", "6726:completed", 900],
    ["complete", "6726:completed"],
    ["claim", "6726:completed", 900],
  ]);
});

test("start and submission of one response are two events", async () => {
  const { options, calls } = setupOnce();
  await deliver(options, START);
  await deliver(options, SUBMISSION);
  expect(calls).toEqual([
    ["start", 6726],
    ["submission", 6726],
  ]);
});

test("a delivery of an event that is being handled gets 503 with Retry-After", async () => {
  let finish: (() => void) | undefined;
  const { options } = setupOnce({ onSubmission: () => new Promise<void>((resolve) => (finish = resolve)) });
  const first = deliver(options);
  const second = await deliver(options);
  expect([second.statusCode, second.headers["retry-after"]]).toEqual([503, "60"]);
  finish?.();
  expect((await first).statusCode).toBe(204);
});

test("an event whose function throws is released, and handled the next time", async () => {
  let isBroken = true;
  const onSubmission = jest.fn(() => {
    if (isBroken) {
      throw new Error("x");
    }
  });
  const { options, errors } = setupOnce({ onSubmission });
  expect((await deliver(options)).statusCode).toBe(500);
  isBroken = false;
  expect((await deliver(options)).statusCode).toBe(204);
  expect([onSubmission.mock.calls.length, errors]).toEqual([2, [new Error("x")]]);
});

test("an event whose receiver died is handled again after the lease, not before", async () => {
  let now = 0;
  jest.spyOn(Date, "now").mockImplementation(() => now);
  const { options, calls, asked } = setupOnce();
  void deliver({ ...options, onSubmission: () => new Promise(() => undefined) });
  await new Promise(setImmediate);
  now = LEASE - 1;
  expect((await deliver(options)).statusCode).toBe(503);
  now = LEASE;
  expect((await deliver(options)).statusCode).toBe(204);
  expect([calls.length, asked.filter(([name]) => name === "complete").length]).toEqual([1, 1]);
});

test.each<[string, Partial<OnceStore>, number]>([
  ["claim", { claim: () => Promise.reject(new Error("down")) }, 0],
  ["claim, with another word", { claim: () => undefined as never }, 0],
  ["complete", { complete: () => Promise.reject(new Error("down")) }, 1],
])(
  "a store that fails at %s gets 500, and the event can be delivered again",
  async (_case, broken, calls) => {
    const store = new MemoryStore();
    let now = 0;
    jest.spyOn(Date, "now").mockImplementation(() => now);
    const claim: OnceStore["claim"] = (...args) => store.claim(...args);
    const first = setupOnce({ once: { claim, complete: () => 0, release: () => 0, ...broken } });
    expect((await deliver(first.options)).statusCode).toBe(500);
    expect([first.calls.length, first.errors.length]).toEqual([calls, 1]);
    now = LEASE;
    const second = setupOnce({}, store);
    expect((await deliver(second.options)).statusCode).toBe(204);
    expect(second.calls).toHaveLength(1);
  },
);

test.each<[string, unknown]>([
  ["no function", {}],
  ["a text", "redis://localhost"],
  ["no release", { claim: () => "claimed", complete: () => undefined }],
  ["no complete", { claim: () => "claimed", release: () => undefined }],
])("a store with %s is refused before an event is handled", async (_case, once) => {
  const { options, calls, errors } = setup({ once: once as OnceStore });
  expect((await deliver(options)).statusCode).toBe(500);
  expect([calls, errors]).toEqual([
    [],
    [
      new TypeError(
        "once must be a store, with the functions claim, complete and release, such as postgresStore(pool)",
      ),
    ],
  ]);
});

test("a claim that cannot be released is reported beside the reason", async () => {
  const once: OnceStore = {
    claim: () => "claimed",
    complete: () => undefined,
    release: () => Promise.reject(new Error("down")),
  };
  const { options, errors } = setupOnce({ once, onSubmission: () => Promise.reject(new Error("x")) });
  expect((await deliver(options)).statusCode).toBe(500);
  expect(errors).toMatchObject([{ errors: [new Error("x"), new Error("down")] }]);
});

test.each<[string, string, Partial<HandlerOptions>]>([
  ["a test event", TEST_EVENT, {}],
  ["an event of an unknown kind", START.replace("Started", "Invited"), { onUnknownEvent: () => undefined }],
  ["an event that nobody wants", START, { onStart: undefined }],
])("%s is not claimed", async (_case, body, wanted) => {
  const { options, asked } = setupOnce(wanted);
  expect((await deliver(options, body)).statusCode).toBe(204);
  expect(asked).toEqual([]);
});

test("any interleaving of deliveries handles an event once per lease", async () => {
  const delivery = fc.record({
    ends: fc.constantFrom("returns", "throws", "dies"),
    minutes: fc.constantFrom(0, 10, 20),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(delivery, { minLength: 2, maxLength: 6 }),
      async (s, deliveries) => {
        let now = 0;
        jest.spyOn(Date, "now").mockImplementation(() => now);
        const store = new MemoryStore();
        const runs: { leaseEnds: number; isOver: boolean }[] = [];
        const overlaps: unknown[] = [];
        let completions = 0;
        const deliverScheduled = ({ ends, minutes }: { ends: string; minutes: number }) => {
          let leaseEnds = 0;
          const step = () => s.schedule(Promise.resolve());
          const once: OnceStore = {
            claim: async (key, seconds) => {
              await step();
              leaseEnds = now + seconds * 1000;
              return store.claim(key, seconds);
            },
            complete: async (key) => {
              await step();
              completions += 1;
              store.complete(key);
            },
            release: async (key) => {
              store.release(key);
              await step();
            },
          };
          const onSubmission = async () => {
            const run = { leaseEnds, isOver: false };
            overlaps.push(...runs.filter((other) => !other.isOver && now < other.leaseEnds));
            runs.push(run);
            await step();
            now += minutes * MINUTE;
            // Others may claim the event before this one ends, late.
            await step();
            if (ends === "dies") {
              await new Promise(() => undefined);
            }
            run.isOver = true;
            if (ends === "throws") {
              throw new Error("x");
            }
          };
          return deliver({ ...setup({ once, onSubmission }).options });
        };
        deliveries.forEach((one) => void deliverScheduled(one));
        await s.waitIdle();

        now += LEASE;
        const last = deliverScheduled({ ends: "returns", minutes: 0 });
        await s.waitIdle();
        expect((await last).statusCode).toBe(204);
        const handled = runs.length;
        const repeated = deliverScheduled({ ends: "returns", minutes: 0 });
        await s.waitIdle();
        expect((await repeated).statusCode).toBe(204);
        expect([overlaps, runs.length, completions > 0]).toEqual([[], handled, true]);
      },
    ),
    { numRuns: 200 },
  );
});
