import { setup } from "../support/setup";
import { declareEach, starts, urn } from "./targets";

test("resources that swap interviews, one targeted first, end as declared", async () => {
  const context = await setup();
  context.stack.program(declareEach({ one: 206, two: 207 }, "https://old.example"));
  await context.stack.up();

  context.stack.program(declareEach({ one: 207, two: 206 }, "https://new.example"));
  expect(await context.stack.up("--target", urn("one"))).toMatchObject({ code: 0 });
  expect(await context.stack.up()).toMatchObject({ code: 0 });
  const declared = { status: true, url: "https://new.example" };
  expect(starts(context)).toEqual([declared, declared]);
});

const ACCOUNTS = { "fake-key": "default", "fake-rotated-key": "default" };

test.each([
  { how: [], key: "fake-key", which: "the key of the last up" },
  { how: ["--run-program"], key: "fake-rotated-key", which: "the key that is configured now" },
])("destroy $how uses $which", async ({ how, key }) => {
  const { sandbox, stack } = await setup({ accounts: ACCOUNTS }, { XOBIN_API_KEY: undefined });
  await stack.configure({ "xobin:apiKey": "fake-key" });
  stack.program(declareEach({ one: 206 }, "https://old.example"));
  await stack.up();
  await stack.configure({ "xobin:apiKey": "fake-rotated-key" });
  sandbox.clearRequests();

  expect(await stack.destroy(...how)).toMatchObject({ code: 0 });
  expect(sandbox.requests.map(({ headers }) => headers.apikey)).toEqual([key]);
  expect(sandbox.settings(206)).toEqual({ start: { status: false, url: "https://old.example" } });
});
