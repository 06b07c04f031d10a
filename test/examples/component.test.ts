import { bundleOf } from "./bundle";
import { declaredBy, webhooksIn } from "./declared";
import { WEBHOOK_KEY } from "./webhook-key";
import { installedExample, typeErrors } from "./installed";

const CONFIG = { accountId: "account", zoneId: "zone", domain: "hooks.example.com" };
let folder: string;

beforeAll(() => {
  folder = installedExample("component");
}, 240_000);

test("component: each interview has a receiver, and a credential that both have", async () => {
  const declaration = await declaredBy(folder, {
    config: CONFIG,
    state: { "random:index/randomPassword:RandomPassword": { result: WEBHOOK_KEY } },
  });

  const auth = { type: "apikey", apikey: { key: "X-Webhook-Key", value: WEBHOOK_KEY } };
  expect(webhooksIn(declaration).map(({ name, inputs }) => [name, inputs])).toMatchObject([
    ["head-chef", { aiInterviewId: 311, start: { url: "https://head-chef.hooks.example.com/start" }, auth }],
    [
      "receptionist",
      { aiInterviewId: 206, submission: { url: "https://receptionist.hooks.example.com/submission" }, auth },
    ],
  ]);
  const inputsOf = (type: string) =>
    declaration.resources.filter((resource) => resource.type === type).map(({ inputs }) => inputs);
  expect(inputsOf("random:index/randomPassword:RandomPassword")).toMatchObject([
    { length: 48 },
    { length: 48, keepers: { date: "2026-11-24" } },
  ]);
  const workers = inputsOf("cloudflare:index/workersScript:WorkersScript");
  expect(workers.map(({ bindings }) => bindings)).toEqual([
    [{ type: "secret_text", name: "WEBHOOK_KEY", text: WEBHOOK_KEY }],
    [{ type: "secret_text", name: "WEBHOOK_KEY", text: WEBHOOK_KEY }],
  ]);
  expect(workers.map(({ scriptName }) => scriptName)).toEqual([
    "receptionist-hooks-example-com",
    "head-chef-hooks-example-com",
  ]);
  // receivers.slow.test.ts runs the same bundle.
  expect(workers[0]?.["content"]).toBe(bundleOf(folder));
}, 90_000);

test("component: type-checks", () => {
  expect(typeErrors(folder)).toBe("");
}, 180_000);
