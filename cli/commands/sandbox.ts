import { Option, type Command } from "commander";
import { FAKE_API_KEY, type Sandbox } from "../../sandbox/sandbox";
import { wholeNumber } from "../options";
import { rethrowListenError, onceStopped, timeOfDay } from "../serving";
import { UsageError } from "../usage-error";

const DEFAULT_PORT = 4020;

interface Options {
  readonly port: number;
  readonly apiKey: string;
  readonly requestsPerSecond?: number;
  readonly latency: number;
}

/** `sandbox`: the stand-in for the API. */
export function addSandbox(program: Command): void {
  program
    .command("sandbox")
    .description("stand in for the Xobin API on this machine, without an account")
    .addOption(
      new Option("--port <number>", "port on 127.0.0.1, 0 for any free one")
        .argParser(wholeNumber("--port", 0, 65_535))
        .default(DEFAULT_PORT),
    )
    .option("--api-key <key>", "the made-up key that it accepts", apiKey, FAKE_API_KEY)
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

While it runs (secret values are masked in every response):
  curl URL/sandbox/settings              what each interview's settings are now
  curl URL/sandbox/requests              every call to the API so far
  curl URL/sandbox/invitations           every candidate: pending, started or completed, the event delivered or lost
  curl -d '<json>' URL/sandbox/deliver   sends an event of a candidate (start, submission) to where the settings say
                                           {"aiInterviewId": 206, "event": "start"}
  curl -d '<json>' URL/sandbox/complete  completes an interview, and delivers or loses its event; again for a responseId
                                           {"aiInterviewId": 206, "lose": true, "at": "2025-07-11T05:25:53Z"}
                                           {"aiInterviewId": 206, "responseId": 6726}
  curl -d '<json>' URL/sandbox/invite    invites candidates (inviteStatus: Pending, Started, Completed)
                                           {"aiInterviewId": 206, "count": 1000, "customFieldId": "a"}
  curl -d '<json>' URL/sandbox/delete    deletes a candidate for good
                                           {"aiInterviewId": 206, "responseId": 6726}
  curl -d '<json>' URL/sandbox/fault     makes the next call of the API fail, for example
                                           {"status": 503, "times": 2}
                                           {"hang": true, "aiInterviewId": 206}
                                           {"status": 500, "path": "/ai-interviews/report/6726"}
                                           {"drop": "after", "times": "always", "probability": 0.1}
                                         fields: status, body, headers, delayMs, hang, drop (before, after), redirect,
                                         slowDrip, truncate, hugeBody, times, path, aiInterviewId, probability, seed, apply
  curl -X DELETE URL/sandbox/fault       no more faults`;

async function run({ port, apiKey, requestsPerSecond, latency }: Options): Promise<void> {
  const { callLine } = await import("../../sandbox/call-line.js");
  const { startSandbox } = await import("../../sandbox/server.js");
  const sandbox = await startSandbox({
    port,
    accounts: { [apiKey]: "default" },
    latencyMs: latency,
    ...(requestsPerSecond !== undefined && { requestsPerSecond }),
    onRequest: (request) => {
      console.log(`${timeOfDay(request.at)}  ${callLine(request)}`);
    },
  }).catch(rethrowListenError);
  onceStopped(async () => {
    await sandbox.close();
    console.log("The sandbox has stopped.");
  });
  console.log(introduction(sandbox));
}

function introduction({ url, apiKey }: Sandbox): string {
  const control = url.replace(/\/api\/v2$/, "/sandbox/");
  // A key of the user's own is not repeated; without a value, Pulumi asks for it.
  const given = apiKey === FAKE_API_KEY ? ` ${apiKey}` : "    (asks for it: the one given as --api-key)";
  return `The sandbox stands in for the Xobin API. Point a stack at it:
  pulumi config set xobin:baseUrl ${url}
  pulumi config set --secret xobin:apiKey${given}
Ask it and make it fail under ${control} (--help says how). Ctrl+C stops it.`;
}

function apiKey(text: string): string {
  if (/^[\x21-\x7e]+$/.test(text)) {
    return text;
  }
  throw new UsageError("--api-key must be printable ASCII without blanks.");
}
