import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setup } from "../support/setup";
import type { Stack } from "../support/stack";

const START = "https://receiver.example/start";
const SUBMISSION = "https://receiver.example/submission";

const DECLARED = `
  new InterviewWebhooks("receptionist", {
    aiInterviewId: 206,
    start: { url: "${START}" },
    submission: { url: "${SUBMISSION}", status: true },
    auth: { type: "basic", basic: { username: "hooks", password: "canary-password" } },
  });`;

test("a declaration lives: preview, up, refresh, update, replacement, destroy", async () => {
  const { sandbox, stack } = await setup();
  // Not the first lines, so that its place in the state is known from others.
  stack.program(`\n\n${DECLARED}`);

  const preview = await stack.preview();
  expect(preview).toMatchObject({ code: 0, output: expect.stringContaining("+ 2 to create") as string });
  expect(sandbox.requests).toEqual([]);

  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.requests).toHaveLength(1);
  expect(sandbox.requests[0]).toMatchObject({
    method: "PUT",
    path: "/api/v2/ai-interviews/settings/webhooks/206",
    headers: { apikey: sandbox.apiKey, "content-type": "application/json" },
  });
  expect(sandbox.requests[0]?.body).toEqual({
    webhooks: {
      start: { status: true, url: START },
      submission: { status: true, url: SUBMISSION },
      auth: { type: "basic", status: true, basic: { username: "hooks", password: "canary-password" } },
    },
  });
  await expectWellKept(stack);
  sandbox.clearRequests();

  expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
  expect(await stack.refresh("--expect-no-changes")).toMatchObject({ code: 0 });
  expect(sandbox.requests).toEqual([]);

  stack.program(DECLARED.replace(SUBMISSION, "https://new.example/submission"));
  expect(await stack.up()).toMatchObject({
    code: 0,
    output: expect.stringContaining("~ 1 updated") as string,
  });
  expect(sandbox.requests.map(({ body }) => body)).toMatchObject([
    { webhooks: { submission: { status: true, url: "https://new.example/submission" } } },
  ]);
  sandbox.clearRequests();

  stack.program(DECLARED.replace("206", "207"));
  expect(await stack.up()).toMatchObject({
    code: 0,
    output: expect.stringContaining("1 replaced") as string,
  });
  expect(sandbox.requests.map(({ aiInterviewId }) => aiInterviewId)).toEqual([207, 206]);
  expect(sandbox.settings(206)).toMatchObject({ start: { status: false }, submission: { status: false } });
  sandbox.clearRequests();

  expect(await stack.destroy()).toMatchObject({ code: 0 });
  expect(sandbox.requests.map(({ body }) => body)).toEqual([
    { webhooks: { start: { status: false, url: START }, submission: { status: false, url: SUBMISSION } } },
  ]);
});

/** The state names the provider in one sentence, the line of the program's `new`, and the credential among the inputs only. */
async function expectWellKept(stack: Stack): Promise<void> {
  const [resource] = await stack.resources();
  expect(resource?.id).toBe("206");
  expect(resource?.outputs["__provider"]).toBe('exports.handler=()=>require("pulumi-xobin/provider")');
  expect(resource?.outputs["auth"]).toEqual({ type: "basic", status: true, basic: { username: "hooks" } });
  expect(resource?.inputs["auth"]).toMatchObject({
    basic: { username: "hooks", password: { ciphertext: expect.any(String) as string } },
  });

  const line = readFileSync(join(stack.folder, "index.js"), "utf8")
    .split("\n")
    .findIndex((each) => each.includes("new InterviewWebhooks"));
  expect(resource?.sourcePosition).toMatch(new RegExp(`^project:///index\\.js#${line + 1},\\d+$`));
}

test("a missing key is an error at preview that names both ways to give it", async () => {
  const { sandbox, stack } = await setup({}, { XOBIN_API_KEY: undefined });
  stack.program(DECLARED);

  const { code, output } = await stack.preview();

  expect(code).not.toBe(0);
  expect(output).toContain("xobin:apiKey (or the environment variable XOBIN_API_KEY) is required");
  expect(sandbox.requests).toEqual([]);
});
