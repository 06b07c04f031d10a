import { WEBHOOK_KEY } from "./webhook-key";
import { exampleSetup } from "./example-setup";
import { installedExample, typeErrors } from "./installed";

let folder: string;

beforeAll(() => {
  folder = installedExample("automation");
}, 240_000);

test("automation: on the engine, it deploys once, changes nothing, and removes", async () => {
  const { sandbox, run } = await exampleSetup(folder);
  const npm = (...args: string[]) => run("npm", "start", "--silent", "--", ...args);
  const deploy = ["deploy", "206", "--receiver-url", "https://hooks.example.com/xobin"];
  await npm(...deploy);
  expect(sandbox.settings(206)).toMatchObject({
    start: { status: true, url: "https://hooks.example.com/xobin/start" },
    auth: { apikey: { value: WEBHOOK_KEY } },
  });

  await npm(...deploy);
  expect(sandbox.requests).toHaveLength(1);

  await expect(npm("remove", "abc")).rejects.toThrow("npm start -- remove <number>");
  const refused = await npm("deploy", "206", "--receiver-url", "http://hooks.example.com").catch(String);
  expect(refused).toContain("start.url must start with https://");
  // The dump of Pulumi's error has all output once more.
  expect(refused).not.toContain("isCanceled");
  await npm("remove", "206");
  expect(sandbox.settings(206)).toMatchObject({ start: { status: false }, submission: { status: false } });
});

test("automation: type-checks", () => {
  expect(typeErrors(folder)).toBe("");
});
