import { setup } from "../support/setup";
import { declaredBy, webhooksIn } from "./declared";
import { exampleSetup } from "./example-setup";
import { installedExample, typeErrors } from "./installed";

const CONFIG = {
  receiverUrl: "https://hooks.example.com/xobin",
  accounts: JSON.stringify({
    emea: { interviews: { receptionist: 206, "head-chef": 311 } },
    apac: { interviews: { receptionist: 206 } },
  }),
  webhookKeys: JSON.stringify({ emea: "canary-emea", apac: "canary-apac" }),
};
const KEYS = { XOBIN_API_KEY_EMEA: "canary-emea-key", XOBIN_API_KEY_APAC: "canary-apac-key" };
let folder: string;

beforeAll(() => {
  folder = installedExample("accounts");
}, 240_000);

test("accounts: each has its own provider, credential and numbers", async () => {
  const declaration = await declaredBy(folder, { config: CONFIG, env: KEYS });

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
  expect(providers.map(({ inputs }) => inputs)).toEqual([
    { "xobin:provider": "emea", "xobin:account": "emea" },
    { "xobin:provider": "apac", "xobin:account": "apac" },
  ]);
  expect(declaration.outputs).toEqual({ webhookKeys: { emea: "canary-emea", apac: "canary-apac" } });
}, 60_000);

test("accounts: on the engine, each account's key is in no state and no log", async () => {
  const { sandbox, run } = await exampleSetup(folder, "XOBIN_API_KEY_EMEA");
  const stack = ["--stack", "dev"];
  await run("pulumi", "stack", "init", "dev");
  const set = ["config", "set", "--secret", "--path"];
  await run("pulumi", ...set, "webhookKeys.emea", "canary-emea", ...stack);
  const up = ["up", "--yes", "--skip-preview", ...stack];
  const log = await run("pulumi", ...up, "--logtostderr", "--logflow", "-v=9");

  expect(sandbox.requests.map(({ aiInterviewId }) => aiInterviewId)).toEqual([9206]);
  expect(sandbox.settings(9206)).toMatchObject({
    submission: { url: "https://hooks.dev.example.com/xobin/emea/submission" },
    auth: { apikey: { value: "canary-emea" } },
  });
  const json = await run("pulumi", ...up, "--json");
  const state = await run("pulumi", "stack", "export", "--show-secrets", ...stack);
  // The name of the variable shows that the texts are whole.
  expect([log, json, state].map((text) => text.includes("XOBIN_API_KEY_EMEA"))).toEqual([true, true, true]);
  expect([log, json, state].map((text) => text.includes(sandbox.apiKey))).toEqual([false, false, false]);
});

test("accounts: a component's Provider serves others' dynamic resources as well", async () => {
  const { stack } = await setup();
  await stack.configure({ "other:token": "configured" });
  stack.program(`
    class Other extends pulumi.dynamic.Resource {
      constructor(name, options) {
        super(
          {
            configure(request) { this.token = request.config.get("other:token") ?? "none"; },
            async create() { return { id: "other", outs: { token: this.token } }; },
          },
          name,
          { token: undefined },
          options,
        );
      }
    }
    class DynamicProvider extends pulumi.ProviderResource {
      constructor(name, config) { super("pulumi-nodejs", name, config); }
    }
    const emea = new Provider("emea", { account: "emea" });
    const component = new pulumi.ComponentResource("example:index:Component", "component", {}, { providers: [emea] });
    const own = new DynamicProvider("own", { "other:token": "own" });
    exports.caught = new Other("caught", { parent: component }).token;
    exports.kept = new Other("kept", { parent: component, provider: own }).token;`);
  await stack.up();

  const { output } = await stack.pulumi("stack", "output", "--json");
  expect(JSON.parse(output)).toEqual({ caught: "none", kept: "own" });
});

test("accounts: type-checks", () => {
  expect(typeErrors(folder)).toBe("");
}, 120_000);

test("accounts: an account without its key is named with the variable that has it", async () => {
  const env = { XOBIN_API_KEY_EMEA: "canary-emea-key" };
  await expect(declaredBy(folder, { config: CONFIG, env })).rejects.toThrow(
    "XOBIN_API_KEY_APAC is required: the API key of the account apac",
  );
}, 60_000);

test("accounts: one without its credential is named with the command that sets it", async () => {
  const config = { ...CONFIG, webhookKeys: JSON.stringify({ emea: "canary-emea" }) };
  await expect(declaredBy(folder, { config, env: KEYS })).rejects.toThrow(
    "webhookKeys.apac is required: pulumi config set --secret --path 'webhookKeys.apac' <value>",
  );
}, 60_000);
