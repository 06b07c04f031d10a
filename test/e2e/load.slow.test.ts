import { setup } from "../support/setup";

/** The most that a customer of the vendor has, with one rate limit. */
const INTERVIEWS = 1000;

test("1,000 interviews at 20 calls a second are all applied, under 10 % refused", async () => {
  const { sandbox, stack } = await setup(
    { requestsPerSecond: 20 },
    // The engine's checkpoints would take longer than the calls.
    { PULUMI_EXPERIMENTAL: "true", PULUMI_SKIP_CHECKPOINTS: "true" },
  );
  stack.program(`for (let aiInterviewId = 1; aiInterviewId <= ${INTERVIEWS}; aiInterviewId += 1) {
  new InterviewWebhooks(\`interview-\${aiInterviewId}\`, { aiInterviewId, start: { url: "https://receiver.example" } });
}`);
  const { code, output } = await stack.up();
  expect(output).toContain(`${INTERVIEWS + 1} created`);
  expect(code).toBe(0);

  for (let id = 1; id <= INTERVIEWS; id += 1) {
    expect(sandbox.settings(id)).toEqual({ start: { status: true, url: "https://receiver.example" } });
  }
  const refused = sandbox.requests.filter(({ response }) => response === 429).length;
  expect(refused).toBeGreaterThan(0);
  expect(refused / sandbox.requests.length).toBeLessThan(0.1);
});
