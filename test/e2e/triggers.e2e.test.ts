import { setup } from "../support/setup";

const declaring = (triggers: string) =>
  `new InterviewWebhooks("receptionist", {
    aiInterviewId: 206,
    start: { url: "https://receiver.example/start" },
    triggers: ${triggers},
  });`;

const MESSAGE =
  'InterviewWebhooks "receptionist": triggers[0] is of the class Date, which Pulumi cannot pass on, ' +
  "so a change in it would not be seen. Use date.toISOString().";

test("a trigger that Pulumi cannot pass on fails the preview, with its replacement", async () => {
  const { sandbox, stack } = await setup();
  for (const date of [
    "new Date()",
    "Promise.resolve(new Date())",
    "pulumi.output(1).apply(() => new Date())",
  ]) {
    stack.program(declaring(`[${date}]`));
    const { code, output } = await stack.preview();

    expect(code).not.toBe(0);
    expect(output).toContain(MESSAGE);
    // Pulumi prints the stack of an error that is not a RunError.
    expect(output).not.toMatch(/\n\s+at /);
  }
  expect(sandbox.requests).toEqual([]);
});
