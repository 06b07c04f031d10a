import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { runInNewContext } from "node:vm";
import { transformSync } from "@swc/core";
import { closeAfterTest } from "../../../support/close-after-test";

const SOURCE = join(__dirname, "../../../../provider/program/stored-provider.ts");
const SHORT = 'exports.handler=()=>require("pulumi-xobin/provider")';
const LONG =
  'exports.handler=(n="pulumi-xobin/provider")=>{try{return require(n)}catch{return module.parent.require(n)}}';

const PACKAGE = {
  "package.json": '{"name":"pulumi-xobin","exports":{"./provider":"./provider.js"}}',
  "provider.js": "",
};
const SDK = { "index.js": "exports.RunError = class RunError extends Error {};" };

/**
 * Asks for the text in a process that looks like a Pulumi program: real folders and the real resolution of Node.js, with a stand-in
 * for the SDK.
 *
 * @param packages - where the package is found: from the program's folder, or from the SDK's place only
 * @param script - the file that the process was started with
 */
function storedIn({ packages, script }: { packages: "program" | "sdk" | "nowhere"; script: string }): string {
  const root = mkdtempSync(join(tmpdir(), "stored-provider-"));
  closeAfterTest(() => {
    rmSync(root, { recursive: true });
  });
  const write = (folder: string, files: Record<string, string>) => {
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, folder, file)), { recursive: true });
      writeFileSync(join(root, folder, file), text);
    }
  };
  const { code } = transformSync(readFileSync(SOURCE, "utf8"), {
    jsc: { target: "es2022", parser: { syntax: "typescript" } },
    module: { type: "commonjs" },
  });
  write("store/node_modules/@pulumi/pulumi", SDK);
  write("store/node_modules/company", { "stored-provider.js": code });
  write("program", { "index.js": "" });
  if (packages !== "nowhere") {
    write(
      packages === "program" ? "program/node_modules/pulumi-xobin" : "store/node_modules/pulumi-xobin",
      PACKAGE,
    );
  }
  const source = `
    process.argv[1] = ${JSON.stringify(script)};
    try {
      console.log(require("${join(root, "store/node_modules/company/stored-provider.js")}").storedProvider("InterviewWebhooks"));
    } catch (error) {
      console.log(error.constructor.name + ": " + error.message);
    }`;
  return execFileSync(process.execPath, ["-e", source], {
    cwd: join(root, "program"),
    encoding: "utf8",
  }).trim();
}

const LANGUAGE_HOST = "/anywhere/node_modules/@pulumi/pulumi/cmd/run/index.js";

test.each(["/anywhere/node_modules/@pulumi/pulumi/cmd/run", LANGUAGE_HOST])(
  "a program that has the package is named by one short sentence (%s)",
  (script) => {
    expect(storedIn({ packages: "program", script })).toBe(SHORT);
  },
);

test("a package that only the SDK's place has is looked for there as well", () => {
  expect(storedIn({ packages: "sdk", script: LANGUAGE_HOST })).toBe(LONG);
});

test("a package that no host would find is an error that says where to add it", () => {
  expect(storedIn({ packages: "nowhere", script: LANGUAGE_HOST })).toMatch(
    /^RunError: The package pulumi-xobin is not found from the program's folder \(.*\/program\).*: npm install pulumi-xobin$/,
  );
});

test.each(["program", "sdk", "nowhere"] as const)(
  "a user's own process, with mocks or inline programs, is never refused (%s)",
  (packages) => {
    expect(storedIn({ packages, script: "/anywhere/jest.js" })).toBe(LONG);
  },
);

test.each([SHORT, LONG])("%s is a module that hands out the provider", (text) => {
  const provider = {};
  const module: { exports: { handler?: () => unknown }; parent: unknown } = {
    exports: {},
    parent: { require: () => provider },
  };
  const require = (name: string) => {
    expect(name).toBe("pulumi-xobin/provider");
    if (text === LONG) {
      throw new Error("It is not found from here.");
    }
    return provider;
  };
  // As the host of dynamic providers does it.
  runInNewContext(text, { exports: module.exports, require, module });
  expect(module.exports.handler?.()).toBe(provider);
});
