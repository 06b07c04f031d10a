import { declare } from "../support/declare";
import { setup } from "../support/setup";

/** A program, as the changes below edit it. */
const DECLARED = {
  aiInterviewId: 206,
  start: { url: "https://receiver.example/start" },
  submission: { url: "https://receiver.example/submission" },
  auth: { type: "basic", basic: { username: "hooks", password: "canary-password" } },
  triggers: ["2024-11-25"],
};
const KEY = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary-value" } };

const CHANGES: Record<string, object> = {
  "another URL": { ...DECLARED, start: { url: "https://new.example/start" } },
  "an event paused": { ...DECLARED, start: { ...DECLARED.start, status: false } },
  "an event that leaves the program": { ...DECLARED, start: undefined },
  "another password": {
    ...DECLARED,
    auth: { type: "basic", basic: { username: "hooks", password: "canary-new-password" } },
  },
  "another user name": {
    ...DECLARED,
    auth: { type: "basic", basic: { username: "others", password: "canary-password" } },
  },
  "another kind of authentication": { ...DECLARED, auth: KEY },
  "authentication that leaves the program": { ...DECLARED, auth: undefined },
  "another trigger": { ...DECLARED, triggers: ["2024-12-24"] },
  "another interview": { ...DECLARED, aiInterviewId: 207 },
};

test("the preview of each change shows a reviewer what changes, and no secret", async () => {
  const { stack } = await setup();
  const preview = async (name: string, program: string) => {
    stack.program(program);
    const { code, output } = await stack.preview("--diff");
    expect(code).toBe(0);
    expect(output).not.toContain("canary");
    return `${name}\n\n${steady(output)}`;
  };
  const shown = [await preview("a new declaration", declare(DECLARED))];
  await stack.up();
  for (const [change, args] of Object.entries(CHANGES)) {
    shown.push(await preview(change, declare(args)));
  }
  shown.push(await preview("a declaration that leaves the program", ""));
  shown.push(await preview("nothing", declare(DECLARED)));
  expect(shown.join("\n\n")).toMatchSnapshot();
}, 600_000);

/** What a reviewer reads of an output, without progress, the stack's own lines and what differs from run to run. */
function steady(output: string): string {
  return output
    .replace(/^(@|Previewing ).*\n/gm, "")
    .replace(/^.*pulumi:pulumi:Stack: .*\n +\[urn=.*\n/gm, "")
    .replace(/^ +\[provider=.*\n/gm, "")
    .replaceAll(/127\.0\.0\.1:\d+/g, "sandbox")
    .trim();
}
