import { Argument, Option, type Command } from "commander";
import { secretsOf } from "../../provider/settings/credentials";
import type { Auth, EventName } from "../../provider/settings/parts";
import {
  credentialHeaders,
  responseText,
  sendEvent,
  type ReceiverResponse,
} from "../../provider/verification/send-event";
import { sampleEvent } from "../../sandbox/sample-events";
import {
  addCredentialOptions,
  credentialFrom,
  idNumber,
  receiverUrl,
  timeoutOption,
  type CredentialOptions,
} from "../options";
import { readEventData } from "../event-data";
import { formatExcerpt } from "../output/excerpt";
import { print, printJson } from "../output/print";
import { withProgress } from "../output/progress";
import { UsageError } from "../usage-error";

interface Options extends CredentialOptions {
  readonly url: string;
  readonly interview: number;
  readonly data?: string;
  readonly timeout: number;
  readonly json?: boolean;
}

/** `send`: one sample event. */
export function addSend(program: Command): void {
  const command = program
    .command("send")
    .description("send one sample event to a receiver, as the vendor sends it")
    .addArgument(new Argument("<start|submission>", "the event").choices(["start", "submission"]))
    .addOption(
      new Option("--url <url>", "where the receiver is")
        .argParser(receiverUrl("--url"))
        .makeOptionMandatory(),
    );
  addCredentialOptions(command)
    .addOption(
      new Option("--interview <number>", "the interview in the sample")
        .argParser(idNumber("--interview", 206))
        .default(206),
    )
    .addOption(
      new Option(
        "--data <file>",
        "a file with the event to send in place of the sample, as JSON; - for standard input",
      ),
    )
    .addOption(timeoutOption())
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ npx pulumi-xobin send start --url http://localhost:4021/start
  $ XOBIN_WEBHOOK_VALUE=… npx pulumi-xobin send submission --url https://hooks.example.com/xobin --header X-Webhook-Key
  $ npx pulumi-xobin send submission --url https://hooks.example.com/xobin --data event.json

The sample looks like an event of a real candidate: a receiver in use takes it for one. "verify" sends test events instead.
Exit code: 0 for a response of 2xx, 1 for anything else.

With --json: { "status": number or null, "durationMs": number, "failure": string or null, "body": string }`,
    )
    .action(async (event: EventName, options: Options) => {
      if (options.data !== undefined && command.getOptionValueSource("interview") === "cli") {
        throw new UsageError("--interview cannot be used with --data: the file names the interview itself.");
      }
      await run(event, options);
    });
}

async function run(
  event: EventName,
  { url, data, interview, timeout, json, ...rest }: Options,
): Promise<void> {
  const auth = credentialFrom(rest, process.env);
  const body = data === undefined ? JSON.stringify(sampleEvent(interview, event)) : await readEventData(data);
  const response = await withProgress((progress) => {
    progress.update("Waiting for the response");
    return sendEvent({ url, body, headers: auth ? credentialHeaders(auth) : {}, timeoutMs: timeout * 1000 });
  });

  const isDelivered = response.kind === "response" && response.status >= 200 && response.status < 300;
  const text = responseText(response);
  const excerpt =
    response.kind === "response" ? formatExcerpt(response.body.toString(), secretsIn(url, auth)) : "";
  process.exitCode = isDelivered ? 0 : 1;
  if (json) {
    printJson(resultOf(response, text, excerpt));
  } else {
    print([{ color: isDelivered ? "green" : "red", text }, `  ${response.durationMs} ms`]);
    print(...(excerpt ? [excerpt] : []));
  }
}

function resultOf(response: ReceiverResponse, text: string, body: string) {
  const { durationMs } = response;
  return response.kind === "response"
    ? { status: response.status, durationMs, failure: null, body }
    : { status: null, durationMs, failure: text, body };
}

/** A shorter piece of a URL is no token. */
const MIN_TOKEN = 6;
/** Words of many a path, which a response may well have. */
const NO_TOKENS = /^(events?|interviews?|start|submissions?|webhooks?)$/i;

/** Secrets that a receiver may echo: the credential, and what may be a token in the URL. */
function secretsIn(url: string, auth: Auth | undefined): string[] {
  const { pathname, searchParams } = new URL(url);
  // `?token` is a name without a value.
  const query = [...searchParams].map(([name, value]) => value || name);
  const tokens = [...pathname.split("/").filter((piece) => !NO_TOKENS.test(piece)), ...query];
  return [...tokens.filter(({ length }) => length >= MIN_TOKEN), ...(auth ? secretsOf(auth) : [])];
}
