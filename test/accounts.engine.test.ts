import { scene } from "./support/scene";

const ACCOUNTS = { "fake-key-one": "one", "fake-key-two": "two", "fake-rotated-two": "two" };

/** A resource whose output is an API key, known only when it exists. */
const KEY_ISSUER = `
  const issuerProvider = { create: async ({ issued }) => ({ id: "key", outs: { issued } }) };
  class KeyIssuer extends pulumi.dynamic.Resource {
    constructor(name, issued) {
      super(issuerProvider, name, { issued: pulumi.secret(issued) });
    }
  }`;

const webhooks = (name: string, options: string, url = "https://receiver.example/start") =>
  `new InterviewWebhooks("${name}", { aiInterviewId: 206, start: { url: "${url}" } }, ${options});`;

test("accounts side by side: a key from another resource, a rotated key, a component's providers", async () => {
  const { sandbox, stack } = await scene({ accounts: ACCOUNTS });
  const calls = () => sandbox.requests.map(({ aiInterviewId, headers }) => [headers.apikey, aiInterviewId]);
  const program = (key: string, url?: string) => `${KEY_ISSUER}
    const two = new Provider("two", { account: "two", apiKey: ${key} });
    class Team extends pulumi.ComponentResource {
      constructor(name, options) {
        super("test:index:Team", name, {}, options);
        ${webhooks("receptionist", "{ parent: this }", url)}
      }
    }
    new Team("team", { providers: [two] });
    ${webhooks("default-account", "{}")}`;
  const issued = `new KeyIssuer("issuer", "fake-key-two").issued`;
  stack.program(program(issued));

  expect(await stack.preview()).toMatchObject({ code: 0 });
  expect(calls()).toEqual([]);

  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(calls().sort()).toEqual([
    ["fake-key-one", 206],
    ["fake-key-two", 206],
  ]);
  expect(JSON.stringify(await stack.exported())).not.toContain("fake-key");
  sandbox.clearRequests();

  const rotated = `pulumi.secret("fake-rotated-two")`;
  stack.program(program(rotated));
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(calls()).toEqual([]);

  stack.program(program(rotated, "https://new.example/start"));
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(calls()).toEqual([["fake-rotated-two", 206]]);
});

test("a resource that moves to another account is set up there, then switched off in the old one", async () => {
  const { sandbox, stack } = await scene({ accounts: ACCOUNTS });
  const two = `new Provider("two", { account: "two", apiKey: "fake-key-two" })`;
  stack.program(webhooks("receptionist", "{}"));
  await stack.up();
  sandbox.clearRequests();

  stack.program(webhooks("receptionist", `{ provider: ${two} }`));
  const { code, output } = await stack.up();

  expect(code).toBe(0);
  expect(output).toContain("1 replaced");
  expect(sandbox.requests.map(({ headers }) => headers.apikey)).toEqual(["fake-key-two", "fake-key-one"]);
  expect(sandbox.settings(206, "two")).toMatchObject({ start: { status: true } });
  expect(sandbox.settings(206, "one")).toMatchObject({ start: { status: false } });
});
