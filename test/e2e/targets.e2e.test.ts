import { declare } from "../support/declare";
import { setup, type Setup } from "../support/setup";

const ACCOUNTS = { "fake-key": "default", "fake-rotated-key": "default" };

function declareEach(interviews: Record<string, number>, url: string): string {
  return Object.entries(interviews)
    .map(([name, aiInterviewId]) => declare({ aiInterviewId, start: { url } }, { name }))
    .join("");
}

const urn = (name: string) => `**::${name}`;

function starts({ sandbox }: Setup): unknown[] {
  return [206, 207].map((id) => sandbox.settings(id)?.start);
}

test("up --target sends what is targeted, and the next up the rest", async () => {
  const context = await setup();
  const interviews = { one: 206, two: 207 };
  context.stack.program(declareEach(interviews, "https://old.example"));
  await context.stack.up();

  context.stack.program(declareEach(interviews, "https://new.example"));
  expect(await context.stack.up("--target", urn("one"))).toMatchObject({ code: 0 });
  expect(starts(context)).toMatchObject([{ url: "https://new.example" }, { url: "https://old.example" }]);

  expect(await context.stack.up()).toMatchObject({ code: 0 });
  expect(starts(context)).toMatchObject([{ url: "https://new.example" }, { url: "https://new.example" }]);
});

test("two resources that swap their interviews, one of them targeted first: both end as they are declared", async () => {
  const context = await setup();
  context.stack.program(declareEach({ one: 206, two: 207 }, "https://old.example"));
  await context.stack.up();

  context.stack.program(declareEach({ one: 207, two: 206 }, "https://new.example"));
  expect(await context.stack.up("--target", urn("one"))).toMatchObject({ code: 0 });
  expect(await context.stack.up()).toMatchObject({ code: 0 });
  const declared = { status: true, url: "https://new.example" };
  expect(starts(context)).toEqual([declared, declared]);
});

test("destroy --target switches off what is targeted, and leaves the rest on", async () => {
  const context = await setup();
  context.stack.program(declareEach({ one: 206, two: 207 }, "https://old.example"));
  await context.stack.up();

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
  expect(sandbox.settings(206)).toMatchObject({ start: { status: false } });
});
