import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { startSandbox } from "../../sandbox";
import { installOnce } from "../../tools/install-once";
import { packedPackage } from "../../tools/packed-package";
import { closeAfterTest } from "../support/close-after-test";
import { Stack } from "../support/stack";
import { installTools, managerCommand, WORK } from "./tools";

jest.setTimeout(300_000);

const onLinux = process.platform === "linux" ? test : test.skip;
const FOLDER = join(WORK, "projects/pnpm-component");

/** A program that depends on a company's package, which alone depends on this one. */
const FILES: Record<string, string> = {
  "Pulumi.yaml": "name: test\nruntime: { name: nodejs, options: { typescript: false } }\n",
  "index.js": 'const { Receiver } = require("company-receivers");\nnew Receiver("receptionist", 206);\n',
  "package.json": JSON.stringify({
    private: true,
    main: "index.js",
    dependencies: { "@pulumi/pulumi": "3.248.0", "company-receivers": "file:./company-receivers" },
  }),
  "pnpm-workspace.yaml": "packages: []\noverrides:\n  pulumi-xobin: file:./pulumi-xobin.tgz\n",
  "company-receivers/package.json": JSON.stringify({
    name: "company-receivers",
    version: "1.0.0",
    dependencies: { "pulumi-xobin": "0.1.0" },
    peerDependencies: { "@pulumi/pulumi": "^3" },
  }),
  "company-receivers/index.js": `
    const pulumi = require("@pulumi/pulumi");
    const { InterviewWebhooks } = require("pulumi-xobin");
    exports.Receiver = class extends pulumi.ComponentResource {
      constructor(name, aiInterviewId) {
        super("company:index:Receiver", name);
        new InterviewWebhooks(name, { aiInterviewId, start: { url: "https://receiver.example" } }, { parent: this });
      }
    };`,
};

onLinux("a component's package brings this one along under pnpm's strict node_modules", async () => {
  installTools([{ manager: "pnpm", node: "20", sdk: "3.270.0", language: "commonjs" }]);
  install(packedPackage());
  // The program's folder does not have the package: only the SDK's place does.
  expect(existsSync(join(FOLDER, "node_modules/pulumi-xobin"))).toBe(false);

  const sandbox = await startSandbox();
  closeAfterTest(() => sandbox.close());
  const stack = new Stack({ XOBIN_API_KEY: sandbox.apiKey, XOBIN_BASE_URL: sandbox.url }, FOLDER);
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.settings(206)).toMatchObject({ start: { status: true } });
  expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
  expect(await stack.destroy()).toMatchObject({ code: 0 });
  expect(sandbox.settings(206)).toMatchObject({ start: { status: false } });
  expect(sandbox.requests).toHaveLength(2);
});

function install(tarball: string): void {
  installOnce(FOLDER, `${basename(tarball)} ${JSON.stringify(FILES)}`, () => {
    rmSync(FOLDER, { recursive: true, force: true });
    mkdirSync(join(FOLDER, "company-receivers"), { recursive: true });
    for (const [file, text] of Object.entries(FILES)) {
      writeFileSync(join(FOLDER, file), text);
    }
    copyFileSync(tarball, join(FOLDER, "pulumi-xobin.tgz"));
    const [command, ...args] = managerCommand("pnpm");
    execFileSync(command, [...args, "install"], {
      cwd: FOLDER,
      env: { ...process.env, CI: "" },
      stdio: ["ignore", "ignore", "inherit"],
    });
  });
}
