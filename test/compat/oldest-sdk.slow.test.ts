import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startSandbox, type Sandbox } from "../../sandbox";
import { packedPackage } from "../../tools/packed-package";
import { closeAfterTest } from "../support/close-after-test";
import { Stack } from "../support/stack";
import { writeProject } from "../support/stack-template";
import type { Cell } from "./matrix";
import { installedProject } from "./project";
import { installTools } from "./tools";

jest.setTimeout(300_000);

const OLDEST: Cell = { manager: "npm", sdk: "3.139.0", node: "20", language: "commonjs" };
const onLinux = process.platform === "linux" ? describe : describe.skip;

const PRELUDE = `
  const pulumi = require("@pulumi/pulumi");
  const { InterviewWebhooks, Provider } = require("pulumi-xobin");
  const declare = (name, aiInterviewId, opts) =>
    new InterviewWebhooks(name, { aiInterviewId, start: { url: "https://receiver.example" } }, opts);`;

onLinux("with the oldest supported SDK", () => {
  let folder: string;
  let sandbox: Sandbox;
  let stack: Stack;

  beforeAll(() => {
    installTools([OLDEST]);
    folder = installedProject(OLDEST, packedPackage());
    writeProject(folder);
  });

  beforeEach(async () => {
    sandbox = await startSandbox();
    closeAfterTest(() => sandbox.close());
    stack = new Stack({ XOBIN_API_KEY: sandbox.apiKey, XOBIN_BASE_URL: sandbox.url }, folder);
  });

  const program = (source: string) => {
    writeFileSync(join(folder, "index.js"), PRELUDE + source);
  };

  test.each([
    ["plain", "206"],
    ["an Output", "pulumi.output(206)"],
  ])("an interview that is declared twice is one sentence, where its number is %s", async (_how, number) => {
    program(`declare("first", ${number}); declare("second", ${number});`);
    const { code, output } = await stack.preview();
    expect(code).not.toBe(0);
    expect(output).toMatch(/Interview 206 is declared twice, by "first" and by "second", and each would/);
    expect(output).not.toMatch(/^\s+at \S+ \(|RangeError|serializing/m);
  });

  test("a component's providers by this package's name reach its interviews", async () => {
    program(`
      const one = new Provider("one", { account: "one" });
      const component = new pulumi.ComponentResource("test:index:C", "c", {}, { providers: { xobin: one } });
      declare("receptionist", 206, { parent: component });`);
    expect(await stack.up()).toMatchObject({ code: 0 });
    expect(await stack.resources()).toMatchObject([{ outputs: { account: `one at ${sandbox.url}` } }]);
    expect(await stack.destroy()).toMatchObject({ code: 0 });
    expect(sandbox.settings(206)).toMatchObject({ start: { status: false } });
  });
});
