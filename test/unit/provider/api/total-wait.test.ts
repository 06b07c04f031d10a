import { startSandbox, type Fault, type Sandbox } from "../../../../sandbox";
import { SimulatedStack } from "../../../support/simulated-stack";

const DECLARATION = { aiInterviewId: 206, start: { url: "https://receiver.example/start" } };
/** README.md and the TSDoc of `requestTimeout` promise two minutes between the attempts of one call. */
const MAX_MS = 120_000;

let sandbox: Sandbox;
beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

test.each([
  { seconds: 120, waitsMs: [120_000], attempts: 2 },
  { seconds: 121, waitsMs: [], attempts: 1 },
])("a wait of $seconds s is made up to two minutes and no longer", async ({ seconds, waitsMs, attempts }) => {
  const { apiKey, url: baseUrl } = sandbox;
  sandbox.fail({ status: 503, headers: { "retry-after": String(seconds) } });
  const step = await new SimulatedStack({ apiKey, baseUrl }).up(DECLARATION);

  expect(step.waitsMs).toEqual(waitsMs);
  expect(sandbox.requests).toHaveLength(attempts);
  expect(step.error?.message).toEqual(
    attempts === 1 ? expect.stringContaining("(HTTP 503: Fault 503, asks to wait 121 s)") : undefined,
  );
});

test.each<{ why: string; fault: Fault }>([
  { why: "its own backoff, at its longest", fault: { status: 503 } },
  { why: "Retry-After, again and again", fault: { status: 503, headers: { "retry-after": "25" } } },
  { why: "the rate limit, again and again", fault: { status: 429, headers: { "retry-after": "25" } } },
])("a call waits at most two minutes in total: $why", async ({ fault }) => {
  const { apiKey, url: baseUrl } = sandbox;
  sandbox.fail({ ...fault, times: Infinity });
  const { error, waitsMs } = await new SimulatedStack({ apiKey, baseUrl, maxRetries: "20" }).up(DECLARATION);

  expect(error?.message).toMatch(/^Interview 206: .* \d+ attempts\)/);
  const waited = waitsMs.reduce((sum, wait) => sum + wait, 0);
  expect(waited).toBeLessThanOrEqual(MAX_MS);
  // One more wait would not have fitted.
  expect(waited).toBeGreaterThan(MAX_MS - 30_001);
});
