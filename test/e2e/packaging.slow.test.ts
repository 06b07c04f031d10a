import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { startSandbox, type Sandbox } from "../../sandbox";
import { INSTALLED } from "../../tools/install-program";
import { closeAfterTest } from "../support/close-after-test";
import { declare, START } from "../support/declare";
import { Stack } from "../support/stack";

const { url: URL } = START;
const SHORT = 'exports.handler=()=>require("pulumi-xobin/provider")';
const NODE_MODULES = join(INSTALLED, "node_modules");

const PROJECT = "name: test\nruntime: { name: nodejs, options: { typescript: false } }\n";
const DECLARE = declare({ start: START });
const PROGRAM = `const { InterviewWebhooks } = require("pulumi-xobin");\n${DECLARE}`;

/** A component of a company's own package, which alone depends on `pulumi-xobin`. */
const COMPANY = {
  "package.json": JSON.stringify({ name: "company-receivers", version: "1.0.0" }),
  "index.js": `const pulumi = require("@pulumi/pulumi");
    const { InterviewWebhooks, Provider } = require("pulumi-xobin");
    exports.Provider = Provider;
    exports.Receiver = class extends pulumi.ComponentResource {
      constructor(name, aiInterviewId, opts) {
        super("company:index:Receiver", name, {}, opts);
        new InterviewWebhooks(name, { aiInterviewId, start: { url: "${URL}" } }, { parent: this });
      }
    };`,
};

/** A folder outside of this checkout, where nothing of ours is found by chance. */
function folderWith(files: Record<string, string>): string {
  const folder = mkdtempSync(join(tmpdir(), "packaging-"));
  closeAfterTest(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  return folder;
}

/** Makes the packages of the packed package's installation those of `folder`. */
function installIn(folder: string): void {
  mkdirSync(folder, { recursive: true });
  symlinkSync(NODE_MODULES, join(folder, "node_modules"));
}

async function newStack(folder: string): Promise<{ sandbox: Sandbox; stack: Stack }> {
  const sandbox = await startSandbox();
  closeAfterTest(() => sandbox.close());
  const stack = new Stack({ XOBIN_API_KEY: sandbox.apiKey, XOBIN_BASE_URL: sandbox.url }, folder);
  return { sandbox, stack };
}

/** `up` sends the declaration, a second `up` sends nothing, `destroy` switches it off. */
async function expectLife(folder: string): Promise<void> {
  const { sandbox, stack } = await newStack(folder);
  expect(await stack.up()).toMatchObject({ code: 0 });
  expect(sandbox.settings(206)).toMatchObject({ start: { status: true } });
  expect(await stack.up("--expect-no-changes")).toMatchObject({ code: 0 });
  const [resource] = await stack.resources();
  expect(resource?.outputs["__provider"]).toBe(SHORT);
  expect(await stack.destroy()).toMatchObject({ code: 0 });
  expect(sandbox.settings(206)).toMatchObject({ start: { status: false } });
  expect(sandbox.requests).toHaveLength(2);
}

test("a program bundled by esbuild lives as any other", async () => {
  const folder = folderWith({
    "Pulumi.yaml": PROJECT,
    "package.json": `{"main":"bundle.js"}`,
    "index.js": PROGRAM,
  });
  installIn(folder);
  buildSync({
    entryPoints: [join(folder, "index.js")],
    outfile: join(folder, "bundle.js"),
    bundle: true,
    platform: "node",
    external: ["@pulumi/pulumi"],
  });
  await expectLife(folder);
});

test("a program in a folder with packages of its own lives as any other", async () => {
  const folder = folderWith({ "Pulumi.yaml": `${PROJECT}main: infra\n`, "infra/index.js": PROGRAM });
  installIn(join(folder, "infra"));
  await expectLife(folder);
});

test("a program in a workspace whose packages are hoisted lives as any other", async () => {
  const folder = folderWith({ "packages/infra/Pulumi.yaml": PROJECT, "packages/infra/index.js": PROGRAM });
  installIn(folder);
  await expectLife(join(folder, "packages/infra"));
});

describe("a component of a company's package", () => {
  test("brings the package along, which npm hoists", async () => {
    const folder = folderWith({
      "Pulumi.yaml": PROJECT,
      "index.js": `const { Receiver } = require("company-receivers"); new Receiver("receptionist", 206);`,
    });
    linkPackages(folder);
    writeCompany(folder);
    await expectLife(folder);
  });

  test("with a copy of its own misses no second declaration, and sees no false one", async () => {
    const folder = folderWith({ "Pulumi.yaml": PROJECT });
    linkPackages(folder);
    const company = writeCompany(folder);
    cpSync(join(NODE_MODULES, "pulumi-xobin"), join(company, "node_modules/pulumi-xobin"), {
      recursive: true,
    });
    const { sandbox, stack } = await newStack(folder);
    const program = (ownProvider: string, componentProvider: string) => {
      writeFileSync(
        join(folder, "index.js"),
        `const { InterviewWebhooks, Provider } = require("pulumi-xobin");
        const company = require("company-receivers");
        if (company.Provider === Provider) throw new Error("There is one copy only.");
        new InterviewWebhooks("own", { aiInterviewId: 206, start: { url: "${URL}" } }, { provider: ${ownProvider} });
        new company.Receiver("component", 206, { providers: [${componentProvider}] });`,
      );
    };

    const emea = `new company.Provider("emea", { account: "emea" })`;
    program(emea, `new Provider("emea2", { account: "emea" })`);
    const { code, output } = await stack.preview();
    expect(code).not.toBe(0);
    expect(output).toContain('Interview 206 is declared twice, by "component" and by "own"');
    expect(output).not.toMatch(/^\s+at /m);

    program(emea, `new Provider("apac", { account: "apac" })`);
    expect(await stack.preview()).toMatchObject({ code: 0 });
    expect(sandbox.requests).toEqual([]);
  });
});

test("an inline program without a workDir lives as any other", async () => {
  const folder = folderWith({ "Pulumi.yaml": PROJECT });
  installIn(folder);
  const { sandbox, stack } = await newStack(folder);
  const { code, output } = await stack.script(`
    const { LocalWorkspace } = require("@pulumi/pulumi/automation");
    (async () => {
      const one = await LocalWorkspace.createOrSelectStack({
        stackName: "inline",
        projectName: "test",
        program: async () => { ${DECLARE} },
      });
      await one.up();
      const { summary } = await one.up();
      console.log(JSON.stringify(summary.resourceChanges));
      await one.destroy();
    })().catch((error) => {
      console.error(error);
      process.exitCode = 1;
    });`);
  expect({ code, output: output.trim() }).toEqual({ code: 0, output: '{"same":2}' });
  expect(sandbox.requests).toHaveLength(2);
  expect(sandbox.settings(206)).toMatchObject({ start: { status: false } });
});

/** As {@link installIn}, with room for another package. */
function linkPackages(folder: string): void {
  mkdirSync(join(folder, "node_modules"));
  for (const name of ["@pulumi", "pulumi-xobin"]) {
    symlinkSync(join(NODE_MODULES, name), join(folder, "node_modules", name));
  }
}

function writeCompany(folder: string): string {
  const company = join(folder, "node_modules/company-receivers");
  mkdirSync(company);
  for (const [file, text] of Object.entries(COMPANY)) {
    writeFileSync(join(company, file), text);
  }
  return company;
}
