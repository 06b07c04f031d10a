import { declare, START } from "../support/declare";
import { setup } from "../support/setup";

const ACCOUNTS = { "fake-key-one": "one", "fake-key-two": "two", "fake-rotated-two": "two" };

/** A resource whose output is an API key, known only when it exists. */
const KEY_ISSUER = `
  const issuerProvider = { create: async ({ issued }) => ({ id: "key", outs: { issued } }) };
  class KeyIssuer extends pulumi.dynamic.Resource {
    constructor(name, issued) {
      super(issuerProvider, name, { issued: pulumi.secret(issued) });
    }
  }`;

test("accounts live side by side: keys made, rotated, handed down, and a move", async () => {
  const { sandbox, stack } = await setup({ accounts: ACCOUNTS });
  const calls = () => sandbox.requests.map(({ aiInterviewId, headers }) => [headers.apikey, aiInterviewId]);
  // Both accounts have an interview 206. Interview 207 is the one that moves.
  const program = (key: string, args: object = { start: START }, moved = "{}") => `${KEY_ISSUER}
    const two = new Provider("two", { account: "two", apiKey: ${key} });
    class Team extends pulumi.ComponentResource {
      constructor(name, options) {
        super("test:index:Team", name, {}, options);
        ${declare(args, { options: "{ parent: this }" })}
      }
    }
    new Team("team", { providers: [two] });
    ${declare({ start: START }, { name: "default-account" })}
    ${declare({ aiInterviewId: 207, start: START }, { name: "moved", options: moved })}`;
  const issued = `new KeyIssuer("issuer", "fake-key-two").issued`;
  stack.program(program(issued));

  expect(await stack.preview()).toMatchObject({ code: 0 });
  expect(calls()).toEqual([]);

  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(calls().sort()).toEqual([
    ["fake-key-one", 206],
    ["fake-key-one", 207],
    ["fake-key-two", 206],
  ]);
  expect(JSON.stringify(await stack.exported())).not.toContain("fake-key");
  sandbox.clearRequests();

  const rotated = `pulumi.secret("fake-rotated-two")`;
  stack.program(program(rotated));
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(calls()).toEqual([]);

  stack.program(program(rotated, { start: { url: "https://new.example/start" } }, "{ provider: two }"));
  const { code, output } = await stack.up();
  expect(code).toBe(0);
  expect(calls().sort()).toEqual([
    ["fake-rotated-two", 206],
    ["fake-rotated-two", 207],
  ]);

  // It is set up in its new account, and a line says that it stays on in the old one.
  expect(output).toContain("1 replaced");
  expect(output).toContain(
    `declares these webhooks for the account two at ${sandbox.url}. If that is not the same`,
  );
  expect(sandbox.settings(207, "two")).toMatchObject({ start: { status: true } });
  expect(sandbox.settings(207, "one")).toMatchObject({ start: { status: true } });
});

test("a Provider reads no stack configuration, and says at preview what it lacks", async () => {
  const { sandbox, stack } = await setup({}, { XOBIN_API_KEY: undefined });
  await stack.configure({ "xobin:apiKey": "fake-sandbox-api-key" });
  stack.program(declare({ start: START }, { options: `{ provider: new Provider("explicit", {}) }` }));
  const { code, output } = await stack.preview();
  expect(code).not.toBe(0);
  expect(output).toContain(
    'apiKey of the Provider "explicit" (or the environment variable XOBIN_API_KEY) is required: pass it one',
  );

  stack.program(declare({ start: START }));
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.requests).toHaveLength(1);
});
