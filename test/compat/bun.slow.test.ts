import { spawn, execFileSync } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { startSandbox } from "../../sandbox";
import { INSTALLED } from "../../tools/install-program";
import { closeAfterTest } from "../support/close-after-test";
import { installTools, managerCommand } from "./tools";

// `runtime: bun` needs a newer language host than the engine of these tests has, so it is tested in its parts: the program, and the host.

const [BUN] = managerCommand("bun");
const STORED = 'exports.handler=()=>require("pulumi-xobin/provider")';
const onLinux = process.platform === "linux" ? describe : describe.skip;

jest.setTimeout(300_000);

onLinux("Bun as runtime", () => {
  beforeAll(() => {
    installTools([{ manager: "bun", node: "20", sdk: "3.270.0", language: "commonjs" }]);
  });

  test("a program registers its resource", () => {
    const program = `
      const pulumi = require("@pulumi/pulumi");
      const { InterviewWebhooks } = require("pulumi-xobin");
      (async () => {
        await pulumi.runtime.setMocks({
          newResource: ({ type, name, inputs }) => {
            console.log(JSON.stringify({ type, name, url: inputs.start.url }));
            return { id: name, state: inputs };
          },
          call: () => ({}),
        });
        new InterviewWebhooks("receptionist", { aiInterviewId: 206, start: { url: "https://receiver.example" } });
      })();`;
    const output = execFileSync(BUN, ["-e", program], { cwd: INSTALLED, encoding: "utf8" });
    expect(JSON.parse(output)).toEqual({
      type: "pulumi-nodejs:dynamic/xobin:InterviewWebhooks",
      name: "receptionist",
      url: "https://receiver.example",
    });
  });

  test("the SDK's host answers check, create, read and delete", async () => {
    const sandbox = await startSandbox();
    closeAfterTest(() => sandbox.close());
    const env = { XOBIN_API_KEY: sandbox.apiKey, XOBIN_BASE_URL: sandbox.url };
    const client = await startHost(env, "127.0.0.1:1");
    const declared = { aiInterviewId: 206, start: { url: "https://receiver.example" }, __provider: STORED };

    const configure = new messages.ConfigureRequest();
    configure.setArgs(structOf({}));
    await call((done) => client.configure(configure, done));

    const check = new messages.CheckRequest();
    check.setOlds(structOf({}));
    check.setNews(structOf(declared));
    const checked = await call<messages.CheckResponse>((done) => client.check(check, done));
    const inputs = checked.getInputs()?.toJavaScript();
    expect(inputs).toMatchObject({ start: { status: true } });

    const create = new messages.CreateRequest();
    create.setProperties(structOf(inputs ?? {}));
    const created = await call<messages.CreateResponse>((done) => client.create(create, done));
    expect(created.getId()).toBe("206");
    expect(sandbox.settings(206)).toMatchObject({ start: { status: true } });

    const outputs = created.getProperties()?.toJavaScript() ?? {};
    const read = new messages.ReadRequest();
    read.setId("206");
    read.setProperties(structOf(outputs));
    const found = await call<messages.ReadResponse>((done) => client.read(read, done));
    expect(found.getProperties()?.toJavaScript()).toEqual(outputs);

    // In the run that declares the interview, a delete sends nothing.
    const later = await startHost(env, "127.0.0.1:2");
    await call((done) => later.configure(configure, done));
    await call((done) => later.delete(deleteRequest(outputs), done));
    expect(sandbox.settings(206)).toMatchObject({ start: { status: false } });
  });
});

function deleteRequest(outputs: Record<string, JavaScriptValue>): messages.DeleteRequest {
  const request = new messages.DeleteRequest();
  request.setId("206");
  request.setProperties(structOf(outputs));
  return request;
}

function structOf(value: Record<string, JavaScriptValue>): Struct {
  return Struct.fromJavaScript(value);
}

function call<T>(method: (done: (error: Error | null, response: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    method((error, response) => {
      if (error) {
        reject(error);
      } else {
        resolve(response);
      }
    });
  });
}

/** Starts the SDK's host as the engine does, but on Bun. It prints its port, and never calls the engine. */
async function startHost(
  env: Record<string, string>,
  engineAddress: string,
): Promise<ResourceProviderClient> {
  const script = join(INSTALLED, "node_modules/@pulumi/pulumi/cmd/dynamic-provider/index.js");
  const host = spawn(BUN, [script, engineAddress], { cwd: INSTALLED, env: { ...process.env, ...env } });
  closeAfterTest(() => {
    host.kill("SIGKILL");
  });
  const [port] = (await once(host.stdout, "data")) as [Buffer];
  const client = new ResourceProviderClient(
    `127.0.0.1:${port.toString().trim()}`,
    credentials.createInsecure(),
  );
  closeAfterTest(() => {
    client.close();
  });
  return client;
}
