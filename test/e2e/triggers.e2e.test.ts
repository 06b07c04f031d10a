import { setup } from "../support/setup";

const MESSAGE =
  'InterviewWebhooks "receptionist": triggers[0] is of the class Date, which Pulumi cannot pass on, ' +
  "so a change in it would not be seen. Use date.toISOString().";

test.each([
  ["plainly", "new Date()"],
  ["behind a Promise", "Promise.resolve(new Date())"],
])("a trigger that Pulumi cannot pass on, %s, fails the preview", async (_how, date) => {
  const { sandbox, stack } = await setup();
  stack.program(`
    new InterviewWebhooks("receptionist", {
      aiInterviewId: 206,
      start: { url: "https://receiver.example/start" },
      triggers: [${date}],
    });`);

  const { code, output } = await stack.preview();

  expect(code).not.toBe(0);
  expect(output).toContain(MESSAGE);
  // Pulumi prints the stack of an error that is not a RunError.
  expect(output).not.toMatch(/\n\s+at /);
  expect(sandbox.requests).toEqual([]);
});
