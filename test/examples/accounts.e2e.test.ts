import { declaredBy, webhooksIn } from "./declared";
import { exampleSetup } from "./example-setup";
import { installedExample, typeErrors } from "./installed";

const CONFIG = {
  receiverUrl: "https://hooks.example.com/xobin",
  accounts: JSON.stringify({
    emea: { interviews: { receptionist: 206, "head-chef": 311 } },
    apac: { interviews: { receptionist: 206 } },
  }),
  apiKeys: JSON.stringify({ emea: "canary-emea-key", apac: "canary-apac-key" }),
  webhookKeys: JSON.stringify({ emea: "canary-emea", apac: "canary-apac" }),
};
let folder: string;

beforeAll(() => {
  folder = installedExample("accounts");
}, 240_000);

test("accounts: each account has its own provider, key and credential, and the same number in two accounts is no clash", async () => {
  const declaration = await declaredBy(folder, { config: CONFIG });

  expect(webhooksIn(declaration).map(({ name, inputs }) => [name, inputs])).toMatchObject([
    ["apac-receptionist", { aiInterviewId: 206, auth: { apikey: { value: "canary-apac" } } }],
    ["emea-head-chef", { aiInterviewId: 311, auth: { apikey: { value: "canary-emea" } } }],
    [
      "emea-receptionist",
      {
        aiInterviewId: 206,
        submission: { url: "https://hooks.example.com/xobin/emea/submission" },
        auth: { apikey: { value: "canary-emea" } },
      },
    ],
  ]);
  const providers = declaration.resources.filter(({ type }) => type === "pulumi:providers:pulumi-nodejs");
  expect(providers.map(({ inputs }) => [inputs["xobin:account"], inputs["xobin:apiKey"]])).toEqual([
    ["emea", "canary-emea-key"],
    ["apac", "canary-apac-key"],
  ]);
  expect(declaration.outputs).toEqual({ webhookKeys: { emea: "canary-emea", apac: "canary-apac" } });
}, 60_000);

test("accounts: on the engine, it sends the interviews of the chosen environment with each account's key", async () => {
  const { sandbox, run } = await exampleSetup(folder);
  const stack = ["--stack", "dev"];
  await run("pulumi", "stack", "init", "dev");
  const set = (path: string, value: string) =>
    run("pulumi", "config", "set", "--secret", "--path", path, value, ...stack);
  await set("apiKeys.emea", sandbox.apiKey);
  await set("webhookKeys.emea", "canary-emea");
  await run("pulumi", "up", "--yes", "--skip-preview", ...stack);

  expect(sandbox.requests.map(({ aiInterviewId }) => aiInterviewId)).toEqual([9206]);
  expect(sandbox.settings(9206)).toMatchObject({
    submission: { url: "https://hooks.dev.example.com/xobin/emea/submission" },
    auth: { apikey: { value: "canary-emea" } },
  });
});

test("accounts: type-checks", () => {
  expect(typeErrors(folder)).toBe("");
}, 120_000);

test("accounts: an account without its key is named, with the command that sets it", async () => {
  const config = { ...CONFIG, apiKeys: JSON.stringify({ emea: "canary-emea-key" }) };
  await expect(declaredBy(folder, { config })).rejects.toThrow(
    "apiKeys.apac is required: pulumi config set --secret --path 'apiKeys.apac' <value>",
  );
}, 60_000);
