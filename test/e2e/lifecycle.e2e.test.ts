import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setup } from "../support/setup";

const START = "https://receiver.example/start";
const SUBMISSION = "https://receiver.example/submission";

const DECLARED = `
  new InterviewWebhooks("receptionist", {
    aiInterviewId: 206,
    start: { url: "${START}" },
    submission: { url: "${SUBMISSION}", status: true },
    auth: { type: "basic", basic: { username: "hooks", password: "canary-password" } },
  });`;

test("a declaration lives: preview, up, no change, refresh, update, replacement, destroy", async () => {
  const { sandbox, stack } = await setup();
  stack.program(DECLARED);

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

test("the state names the provider in one sentence, and holds the credential among the inputs only", async () => {
  const { stack } = await setup();
  stack.program(DECLARED);
  await stack.up();

  const [resource] = await stack.resources();
  expect(resource?.id).toBe("206");
  expect(resource?.outputs["__provider"]).toBe('exports.handler=()=>require("pulumi-xobin/provider")');
  expect(resource?.outputs["auth"]).toEqual({ type: "basic", status: true, basic: { username: "hooks" } });
  expect(resource?.inputs["auth"]).toMatchObject({
    basic: { username: "hooks", password: { ciphertext: expect.any(String) as string } },
  });
});

test("the state's place of a resource is the line of the program's new", async () => {
  const { stack } = await setup();
  stack.program(`\n\n${DECLARED}`);
  await stack.up();

  const [resource] = await stack.resources();
  const line = readFileSync(join(stack.folder, "index.js"), "utf8")
    .split("\n")
    .findIndex((each) => each.includes("new InterviewWebhooks"));
  expect(resource?.sourcePosition).toMatch(new RegExp(`^project:///index\\.js#${line + 1},\\d+$`));
});

test("a missing key is an error at preview that names both ways to give it", async () => {
  const { sandbox, stack } = await setup();
  const keyless = new (stack.constructor as typeof import("../support/stack").Stack)({
    XOBIN_BASE_URL: sandbox.url,
  });
  keyless.program(DECLARED);

  const { code, output } = await keyless.preview();
  keyless.remove();

  expect(code).not.toBe(0);
  expect(output).toContain("xobin:apiKey (or the environment variable XOBIN_API_KEY) is required");
  expect(sandbox.requests).toEqual([]);
});
