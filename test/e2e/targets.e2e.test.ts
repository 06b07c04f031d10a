import { setup } from "../support/setup";
import { declareEach, starts, urn } from "./targets";

const ACCOUNTS = { "fake-key": "default", "fake-rotated-key": "default" };

test("a target limits an up and a destroy, and the next up sends the rest", async () => {
  const context = await setup();
  const interviews = { one: 206, two: 207 };
  context.stack.program(declareEach(interviews, "https://old.example"));
  await context.stack.up();

  context.stack.program(declareEach(interviews, "https://new.example"));
  expect(await context.stack.up("--target", urn("one"))).toMatchObject({ code: 0 });
  expect(starts(context)).toMatchObject([{ url: "https://new.example" }, { url: "https://old.example" }]);

  expect(await context.stack.up()).toMatchObject({ code: 0 });
  expect(starts(context)).toMatchObject([{ url: "https://new.example" }, { url: "https://new.example" }]);

  expect(await context.stack.destroy("--target", urn("one"))).toMatchObject({ code: 0 });
  expect(starts(context)).toMatchObject([{ status: false }, { status: true }]);
});

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
