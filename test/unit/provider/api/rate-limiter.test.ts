import { RateLimiter } from "../../../../provider/api/rate-limiter";

/** Sends one request at `now`, which has to be its turn. */
function send(limiter: RateLimiter, now: number): void {
  const ticket = limiter.enqueue();
  expect(limiter.waitMs(ticket, now)).toBe(0);
  limiter.release(ticket, now);
}

test("no call waits while the API refuses none", () => {
  const limiter = new RateLimiter();
  for (let call = 0; call < 1000; call += 1) {
    send(limiter, 0);
    limiter.onSuccess(0);
  }
});

test("a 429 blocks all calls for as long as the API asks", () => {
  const limiter = new RateLimiter();
  limiter.onRateLimited(0, 10, 7000);
  expect(limiter.blockedForMs(10)).toBe(7000);
  expect(limiter.waitMs(limiter.enqueue(), 10)).toBe(7000);
  expect(limiter.blockedForMs(7010)).toBe(0);
});

test("calls without Retry-After are blocked for 1 s, doubling to 30 s", () => {
  const limiter = new RateLimiter();
  let now = 0;
  const holds = Array.from({ length: 7 }, () => {
    limiter.onRateLimited(now, now, undefined);
    const holdMs = limiter.blockedForMs(now);
    now += holdMs;
    return holdMs;
  });
  expect(holds).toEqual([1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
  limiter.onSuccess(now);
  limiter.onRateLimited(now, now, undefined);
  expect(limiter.blockedForMs(now)).toBe(1000);
});

test("requests in flight together that are refused together count once", () => {
  const limiter = new RateLimiter();
  for (const now of [10, 11, 12]) {
    limiter.onRateLimited(0, now, undefined);
  }
  expect(limiter.blockedForMs(12)).toBe(1000);
});

test("calls pass after the block in order, a bit slower than the observed rate", () => {
  const limiter = new RateLimiter();
  for (let call = 0; call < 20; call += 1) {
    limiter.onSuccess(call);
  }
  limiter.onRateLimited(20, 30, undefined);
  const places = [limiter.enqueue(), limiter.enqueue(), limiter.enqueue()];
  expect(places.map((ticket) => Math.round(limiter.waitMs(ticket, 1030)))).toEqual([0, 55, 110]);
});

test("successes of more than a second ago do not count towards the observed rate", () => {
  const limiter = new RateLimiter();
  [0, 1, 2, 500, 501].forEach((sentAt) => {
    limiter.onSuccess(sentAt);
  });
  limiter.onRateLimited(502, 1002, undefined);
  const places = [limiter.enqueue(), limiter.enqueue()];
  expect(places.map((ticket) => Math.round(limiter.waitMs(ticket, 2002)))).toEqual([0, 550]);
});

test("an abandoned call frees its place in the queue", () => {
  const limiter = new RateLimiter();
  limiter.onSuccess(0);
  limiter.onRateLimited(1, 2, 1000);
  const [first, second] = [limiter.enqueue(), limiter.enqueue()];
  limiter.release(first);
  expect(limiter.waitMs(second, 1002)).toBe(0);
});

test("a longer block reaches the waiting calls, which keep their places", () => {
  const limiter = new RateLimiter();
  limiter.onRateLimited(0, 0, 1000);
  const [first, second] = [limiter.enqueue(), limiter.enqueue()];
  limiter.onRateLimited(0, 500, 5000);
  expect(limiter.waitMs(first, 1000)).toBe(4500);
  expect(limiter.waitMs(second, 1000)).toBeGreaterThan(4500);
});

describe("1,000 calls pass a limit, few are refused, and the limit is made use of", () => {
  test.each([
    { perSecond: 5, atOnce: 8, mostRefused: 0.02 },
    { perSecond: 20, atOnce: 8, mostRefused: 0.02 },
    { perSecond: 200, atOnce: 8, mostRefused: 0.03 },
    { perSecond: 5, atOnce: 100, mostRefused: 0.1 },
    { perSecond: 20, atOnce: 100, mostRefused: 0.1 },
    { perSecond: 200, atOnce: 100, mostRefused: 0.1 },
  ])("$perSecond/s, $atOnce at once", ({ perSecond, atOnce, mostRefused }) => {
    const { endMs, made, refused } = simulate(1000, perSecond, atOnce);
    expect(refused).toBeGreaterThan(0);
    expect(refused / made).toBeLessThan(mostRefused);
    const bestMs = (1000 / perSecond - 1) * 1000;
    // Each refusal costs a second of waiting, which weighs more where the whole takes a few seconds.
    expect(endMs).toBeLessThan(bestMs * 1.25 + 4000);
  });
});

/** Simulates `calls` calls against an API that accepts `perSecond` in any one second, on a simulated clock. */
function simulate(calls: number, perSecond: number, atOnce: number) {
  const latencyMs = 5;
  const limiter = new RateLimiter();
  const admittedAt: number[] = [];
  const events: { at: number; run: (now: number) => void }[] = [];
  const after = (at: number, run: (now: number) => void) => events.push({ at, run });
  let [left, made, refused, endMs] = [calls, 0, 0, 0];

  const begin = (now: number) => {
    const ticket = limiter.enqueue();
    const look = (at: number) => {
      const waitMs = limiter.waitMs(ticket, at);
      if (waitMs > 0) {
        after(at + waitMs, look);
      } else {
        limiter.release(ticket, at);
        call(at);
      }
    };
    look(now);
  };
  const call = (sentAt: number) => {
    made += 1;
    after(sentAt + latencyMs, (at) => {
      const admits = admittedAt.filter((other) => other > at - 1000).length < perSecond;
      if (admits) {
        admittedAt.push(at);
      }
      after(at + latencyMs, (now) => {
        endMs = now;
        if (admits) {
          limiter.onSuccess(sentAt);
          next(now);
        } else {
          refused += 1;
          limiter.onRateLimited(sentAt, now, undefined);
          after(now + 500, begin);
        }
      });
    });
  };
  const next = (now: number) => {
    if (left > 0) {
      left -= 1;
      begin(now);
    }
  };

  for (let worker = 0; worker < atOnce; worker += 1) {
    next(0);
  }
  for (;;) {
    events.sort((a, b) => a.at - b.at);
    const event = events.shift();
    if (!event) {
      return { endMs, made, refused };
    }
    event.run(event.at);
  }
}
