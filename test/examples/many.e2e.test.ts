import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { declaredBy, webhooksIn } from "./declared";
import { exampleSetup } from "./example-setup";
import { installedExample, typeErrors } from "./installed";

const CONFIG = { webhookKey: "canary-webhook-key" };
let folder: string;

beforeAll(() => {
  folder = installedExample("many");
}, 240_000);

test("many: each group of the file is declared, with the receivers' credential", async () => {
  const declaration = await declaredBy(folder, { config: CONFIG });

  const auth = { type: "apikey", apikey: { key: "X-Webhook-Key", value: CONFIG.webhookKey } };
  expect(webhooksIn(declaration).map(({ name, inputs }) => [name, inputs])).toMatchObject([
    [
      "front-desk",
      {
        interviews: { receptionist: 206, "night-porter": 207 },
        start: { url: "https://hooks.example.com/front-desk/start" },
        auth,
      },
    ],
    ["kitchen", { interviews: { "head-chef": 311 }, start: { status: false }, auth }],
  ]);
  expect(declaration.outputs).toEqual(CONFIG);
}, 60_000);

test("many: on the engine, it sends what its file declares", async () => {
  const { sandbox, run } = await exampleSetup(folder);
  await run("pulumi", "stack", "init", "test");
  await run("pulumi", "config", "set", "--secret", "webhookKey", "canary-key", "--stack", "test");
  await run("pulumi", "up", "--yes", "--skip-preview", "--stack", "test");

  expect(sandbox.requests.map(({ aiInterviewId }) => aiInterviewId).sort()).toEqual([206, 207, 311]);
  expect(sandbox.settings(311)).toMatchObject({
    start: { status: false, url: "https://hooks.example.com/kitchen/start" },
    submission: { status: true, url: "https://hooks.example.com/kitchen/submission" },
    auth: { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary-key" } },
  });
});

test("many: type-checks", () => {
  expect(typeErrors(folder)).toBe("");
}, 120_000);

test("many: all mistakes in the file are named at once, and nothing is declared", async () => {
  const mistaken = {
    a: { interviews: { one: "206" }, start: { url: "http://x.example" } },
    b: { interviews: { two: 1 } },
    c: { interviews: { Three: 2 }, start: { url: "https://x.example", sttaus: true } },
  };
  writeFileSync(join(folder, "interviews.yaml"), JSON.stringify({ groups: mistaken }));

  const failure = declaredBy(folder, { config: CONFIG });
  await expect(failure).rejects.toThrow("/groups/a/interviews/one must be integer");
  await expect(failure).rejects.toThrow('/groups/a/start/url must match pattern "^https://"');
  await expect(failure).rejects.toThrow("/groups/b must have required property 'submission'");
  await expect(failure).rejects.toThrow("/groups/c/start must NOT have additional properties: sttaus");
}, 60_000);
