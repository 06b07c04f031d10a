import type { Command } from "commander";
import { addCredentialOptions, credentialFrom, type CredentialOptions } from "../options";
import { print } from "../output/print";
import {
  addListenOptions,
  rethrowListenError,
  onceStopped,
  warnOfOthers,
  type ListenOptions,
} from "../serving";

const DEFAULT_PORT = 4021;

interface Options extends CredentialOptions, ListenOptions {}

/** `receive`: a receiver that prints events. */
export function addReceive(program: Command): void {
  const command = program
    .command("receive")
    .description("receive events on this machine, and print each in one line");
  addListenOptions(command, DEFAULT_PORT);
  addCredentialOptions(command)
    .addHelpText(
      "after",
      `
Examples:
  $ npx pulumi-xobin receive
  $ XOBIN_WEBHOOK_PASSWORD=… npx pulumi-xobin receive --basic xobin
  $ XOBIN_WEBHOOK_VALUE=… npx pulumi-xobin receive --port 8080 --header X-Webhook-Key

It takes events at every path and responds with 204, or with 401 where the credential is not right. Nothing about a
person is printed.`,
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const auth = credentialFrom(options, process.env);
  const { startReceiver } = await import("../receiver/server.js");
  const receiver = await startReceiver(options, auth, print).catch(rethrowListenError);
  warnOfOthers(options, "can send it events");
  onceStopped(async () => {
    await receiver.close();
    print("The receiver has stopped.");
  });
  print(...introduction(receiver.url, options).split("\n"));
}

function introduction(url: string, { basic, header }: CredentialOptions): string {
  const auth =
    basic !== undefined
      ? `  auth: { type: "basic", basic: { username: ${JSON.stringify(basic)}, password: … } }\n`
      : header !== undefined
        ? `  auth: { type: "apikey", apikey: { key: ${JSON.stringify(header)}, value: … } }\n`
        : "";
  return `The receiver waits for events at ${url}, whatever the path. Declare it in a stack:
  start: { url: "${url}/start" },
  submission: { url: "${url}/submission" },
${auth}Ctrl+C stops it.`;
}
