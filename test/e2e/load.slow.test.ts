import { setup } from "../support/setup";

/** How many the vendor's customers have, at most, with one rate limit. */
const INTERVIEWS = 1000;

test("1,000 interviews against an API that admits 20 calls a second: none is missing, and under 10 % of the calls are refused", async () => {
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
  const refused = sandbox.requests.filter(({ answered }) => answered === 429).length;
  expect(refused).toBeGreaterThan(0);
  expect(refused / sandbox.requests.length).toBeLessThan(0.1);
});
