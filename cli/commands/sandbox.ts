import { Option, type Command } from "commander";
import { FAKE_API_KEY, type Sandbox } from "../../sandbox/sandbox";
import { wholeNumber } from "../options";
import { print } from "../output/print";
import {
  addListenOptions,
  rethrowListenError,
  onceStopped,
  timeOfDay,
  warnOfOthers,
  type ListenOptions,
} from "../serving";
import { UsageError } from "../usage-error";

const DEFAULT_PORT = 4020;

interface Options extends ListenOptions {
  readonly apiKey: string;
  readonly requestsPerSecond?: number;
  readonly latency: number;
}

/** `sandbox`: the stand-in for the API. */
export function addSandbox(program: Command): void {
  const command = program
    .command("sandbox")
    .description("stand in for the Xobin API on this machine, without an account");
  addListenOptions(command, DEFAULT_PORT)
    .addOption(
      new Option("--api-key <key>", "the made-up key that it accepts")
        .env("XOBIN_SANDBOX_API_KEY")
        .argParser(apiKey)
        .default(FAKE_API_KEY),
    )
    .option(
      "--requests-per-second <number>",
      "respond with 429 beyond that many calls in a second (default: no limit)",
      wholeNumber("--requests-per-second", 1, 1_000_000),
    )
    .addOption(
      new Option("--latency <milliseconds>", "how long every response takes")
        .argParser(wholeNumber("--latency", 0, 3_600_000))
        .default(0),
    )
    .addHelpText("after", HELP)
    .action(run);
}

const HELP = `
Examples:
  $ npx pulumi-xobin sandbox
  $ npx pulumi-xobin sandbox --port 0 --latency 200 --requests-per-second 20

It holds the settings that stacks declare, and the results of candidates. While it runs, in another terminal:
  $ npx pulumi-xobin deliver start --interview 206         a candidate starts, and the event is delivered
  $ npx pulumi-xobin deliver submission --interview 206    a candidate submits; with --lose the event gets lost
  $ npx pulumi-xobin fault status=503 times=2              the next two calls of the API fail

The same from a program: the URL below, JSON in and out, and secret values masked in every response.
  GET    /sandbox/settings     the settings of each interview
  GET    /sandbox/requests     every call to the API so far
  GET    /sandbox/invitations  every candidate: pending, started or completed, the event delivered or lost
  POST   /sandbox/invite       {"aiInterviewId": 206, "count": 1000, "inviteStatus": "Completed", "customFieldId": "a"}
  POST   /sandbox/complete     {"aiInterviewId": 206, "responseId": 6726, "at": "2025-07-11T05:25:53Z", "lose": true}
  POST   /sandbox/deliver      the same with "event": "start" or "submission"
  POST   /sandbox/delete       {"aiInterviewId": 206, "responseId": 6726}: the candidate is deleted, the report gone
  POST   /sandbox/fault        {"status": 503, "times": 2}: "fault --help" has the fields
  DELETE /sandbox/fault        no more faults`;

async function run(options: Options): Promise<void> {
  const { port, host, apiKey, requestsPerSecond, latency } = options;
  const { callLine } = await import("../../sandbox/call-line.js");
  const { startSandbox } = await import("../../sandbox/server.js");
  const sandbox = await startSandbox({
    port,
    host,
    accounts: { [apiKey]: "default" },
    latencyMs: latency,
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
    onRequest: (request) => {
      print(`${timeOfDay(request.at)}  ${callLine(request)}`);
    },
  }).catch(rethrowListenError);
  warnOfOthers(options, "can read what the sandbox holds, and make it send requests");
  onceStopped(async () => {
    await sandbox.close();
    print("The sandbox has stopped.");
  });
  print(...introduction(sandbox).split("\n"));
}

function introduction({ url, apiKey }: Sandbox): string {
  // A key of the user's own is not repeated; without a value, Pulumi asks for it.
  const given = apiKey === FAKE_API_KEY ? ` ${apiKey}` : "    (asks for it: the one given as --api-key)";
  return `The sandbox stands in for the Xobin API. Point a stack at it:
  pulumi config set xobin:baseUrl ${url}
  pulumi config set --secret xobin:apiKey${given}
Watch it, complete interviews and make it fail at ${new URL("/", url).href} (or by commands: --help). Ctrl+C stops it.`;
}

function apiKey(text: string): string {
  if (/^[\x21-\x7e]+$/.test(text)) {
    return text;
  }
  throw new UsageError("--api-key must be printable ASCII without blanks.");
}
