import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sampleEvent } from "../../sandbox/sample-events";
import { INSTALLED } from "../../tools/install-program";
import { packedPackage } from "../../tools/packed-package";

/** A program of its own, with the packed package, for each package manager. */
const WORK = join(INSTALLED, "../callback-functions");
const PNPM = "pnpm@10.34.8";

/** Callback functions as a program has them. `receiver` and `results` are the modules, or nothing for names that a program imports. */
const callbacks = (receiver: string, results: string) => `
  const auth = { type: "apikey", apikey: { key: "X-Webhook-Key", value: "canary-key" } };
  const callbacks = {
    plain: async ({ headers, body }) => {
      if (!${receiver}verifyAuth(headers, auth)) return { statusCode: 401 };
      try {
        const event = ${receiver}parseEvent(body);
        return { statusCode: ${receiver}isTestEvent(event) ? 500 : 204 };
      } catch (error) {
        if (error.name === "UnknownEventError") return { statusCode: 202 };
        if (error.name === "InvalidEventError") return { statusCode: 400 };
        throw error;
      }
    },
    handler: ${receiver}createLambdaHandler({
      auth: () => auth,
      onSubmission: ({ response_id }) => { console.error("stored", response_id); },
      onUnknownEvent: () => { console.error("unknown"); },
      onError: () => {},
    }),
    factory: () => ${receiver}createLambdaHandler({ auth }),
    scheduled: async () => {
      const options = { apiKey: "fake-key", aiInterviewIds: [], since: new Date(0), has: () => true };
      for await (const event of ${results}missingResults(options)) throw new Error(event.response_id);
      return { statusCode: 204 };
    },
  };`;

const serialize = (receiver: string) => `
  (async () => {
    for (const [name, callback] of Object.entries(callbacks)) {
      const isFactoryFunction = name === "factory";
      const { text } = await pulumi.runtime.serializeFunction(callback, { isFactoryFunction });
      fs.writeFileSync("lambda/" + PROGRAM + "-" + name + ".js", text);
    }
    const refused = (error) => error instanceof ${receiver}InvalidEventError;
    const { message } = await pulumi.runtime.serializeFunction(refused).catch((error) => error);
    if (!message?.includes("compare error.name")) throw new Error("A class was captured: " + message);
  })();`;

const NAMES = "verifyAuth, parseEvent, isTestEvent, InvalidEventError, createLambdaHandler";

const PROGRAMS: Record<string, string> = {
  "typescript.cjs": `const pulumi = require("@pulumi/pulumi"), fs = require("fs"), PROGRAM = "typescript";
    const receiver_1 = require("pulumi-xobin/receiver"), results_1 = require("pulumi-xobin/results"); ${callbacks("receiver_1.", "results_1.")} ${serialize("receiver_1.")}`,
  "names.cjs": `const pulumi = require("@pulumi/pulumi"), fs = require("fs"), PROGRAM = "names";
    const { ${NAMES} } = require("pulumi-xobin/receiver"), { missingResults } = require("pulumi-xobin/results"); ${callbacks("", "")} ${serialize("")}`,
  "module.mjs": `import * as pulumi from "@pulumi/pulumi"; import fs from "node:fs"; const PROGRAM = "module";
    import { ${NAMES} } from "pulumi-xobin/receiver"; import { missingResults } from "pulumi-xobin/results"; ${callbacks("", "")} ${serialize("")}`,
  "namespace.mjs": `import * as pulumi from "@pulumi/pulumi"; import fs from "node:fs"; const PROGRAM = "namespace";
    import * as receiver from "pulumi-xobin/receiver"; import * as results from "pulumi-xobin/results"; ${callbacks("receiver.", "results.")} ${serialize("receiver.")}`,
};

const DELIVERIES: [body: string, headers: Record<string, string>, plain: number, handler: number][] = [
  ["", {}, 401, 401],
  ["{}", { "x-webhook-key": "canary-key" }, 400, 400],
  [JSON.stringify(sampleEvent(206, "submission")), { "x-webhook-key": "canary-key" }, 204, 204],
  [JSON.stringify({ invite_status: "Invited" }), { "x-webhook-key": "canary-key" }, 202, 204],
];

/** Runs a serialized callback function where nothing but the package is installed, with each delivery. */
function run(folder: string, file: string): number[] {
  const script = `
    const { handler } = require("./${file}");
    (async () => {
      const statuses = [];
      for (const [body, headers] of ${JSON.stringify(DELIVERIES)}) {
        const response = await handler({ requestContext: { http: { method: "POST" } }, body, headers });
        statuses.push(response.statusCode);
      }
      console.log(JSON.stringify(statuses));
    })();`;
  return JSON.parse(
    execFileSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8", stdio: "pipe" }),
  ) as number[];
}

/** Packs as Pulumi's CallbackFunction does: the program's dependencies, without the SDK. */
function installInLambda(program: string): string {
  const folder = join(program, "lambda");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  const installed = join(program, "node_modules/pulumi-xobin");
  cpSync(installed, join(folder, "node_modules/pulumi-xobin"), { recursive: true, dereference: true });
  return folder;
}

function install(manager: string): string {
  const program = join(WORK, manager);
  rmSync(join(program, "node_modules/pulumi-xobin"), { recursive: true, force: true });
  mkdirSync(program, { recursive: true });
  const manifest = JSON.parse(readFileSync(join(INSTALLED, "package.json"), "utf8")) as {
    dependencies: Record<string, string>;
  };
  const dependencies = {
    "@pulumi/pulumi": manifest.dependencies["@pulumi/pulumi"],
    "pulumi-xobin": `file:${packedPackage()}`,
  };
  writeFileSync(join(program, "package.json"), JSON.stringify({ private: true, dependencies }));
  const command =
    manager === "npm"
      ? ["npm", "install", "--no-package-lock", "--prefer-offline", "--no-audit", "--silent"]
      : ["npx", "--yes", PNPM, "install", "--no-lockfile", "--prefer-offline", "--silent"];
  execFileSync(command[0] ?? "", command.slice(1), { cwd: program, stdio: "inherit" });
  return program;
}

describe.each(["npm", "pnpm"])("callback functions of a program that %s installed", (manager) => {
  let program: string;
  let folder: string;
  beforeAll(() => {
    program = install(manager);
    folder = installInLambda(program);
  });

  test.each(Object.entries(PROGRAMS))("receive events, captured by %s", (file, source) => {
    writeFileSync(join(program, file), source);
    execFileSync(process.execPath, [file], { cwd: program, stdio: "pipe" });
    const name = file.replace(/\..*/, "");

    expect(existsSync(join(folder, "node_modules/@pulumi"))).toBe(false);
    expect(run(folder, `${name}-plain.js`)).toEqual(DELIVERIES.map(([, , status]) => status));
    expect(run(folder, `${name}-handler.js`)).toEqual(DELIVERIES.map(([, , , status]) => status));
    expect(run(folder, `${name}-factory.js`)).toEqual(DELIVERIES.map(([, , , status]) => status));
    expect(run(folder, `${name}-scheduled.js`)).toEqual(DELIVERIES.map(() => 204));
  });
});
