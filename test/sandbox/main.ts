import { parseArgs } from "node:util";
import { callLine } from "./call-line";
import { FAKE_API_KEY, type Sandbox, type SandboxOptions } from "./sandbox";
import { startSandbox } from "./server";

const DEFAULT_PORT = 4020;

const HELP = `A local stand-in for the Xobin API: npm run sandbox -- [options]

  --port <number>                 port on 127.0.0.1, 0 for any free one (default ${DEFAULT_PORT})
  --api-key <key>                 the key it accepts (default ${FAKE_API_KEY})
  --requests-per-second <number>  answers 429 beyond that many calls in a second (default: no limit)
  --latency <milliseconds>        how long every answer takes (default 0)
  --help

While it runs (secret values are masked in every answer):
  curl URL/sandbox/settings              what each interview's settings are now
  curl URL/sandbox/requests              every call to the API so far
  curl --json '<fault>' URL/sandbox/fault
                                         makes the next update fail, for example
                                           {"status": 503, "times": 2}
                                           {"hang": true, "aiInterviewId": 206}
                                           {"drop": "after", "times": "always", "probability": 0.1}
                                         fields: status, body, headers, delayMs, hang, drop (before, after), redirect,
                                         slowDrip, truncate, hugeBody, times, aiInterviewId, probability, seed, apply;
                                         test/sandbox/faults.ts says what each means
  curl -X DELETE URL/sandbox/fault       no more faults
  curl --json '{"aiInterviewId": 206, "event": "start"}' URL/sandbox/deliver
                                         sends a sample event (start, submission) to where the settings say
`;

async function main(): Promise<void> {
  const options = optionsFrom(process.argv.slice(2));
  if (options === "help") {
    process.stdout.write(HELP);
    return;
  }
  const sandbox = await startSandbox({
    ...options,
    onRequest: (request) => {
      print(`${new Date(request.at).toTimeString().slice(0, 8)}  ${callLine(request)}`);
    },
  });
  print(introduction(sandbox));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      void sandbox.close().then(() => {
        print("The sandbox has stopped.");
      });
    });
  }
}

function optionsFrom(args: string[]): SandboxOptions | "help" {
  const { values } = parseArgs({
    args,
    options: {
      port: { type: "string" },
      "api-key": { type: "string" },
      "requests-per-second": { type: "string" },
      latency: { type: "string" },
      help: { type: "boolean" },
    },
  });
  if (values.help) return "help";
  const requestsPerSecond = wholeNumber("--requests-per-second", values["requests-per-second"], 1, 1_000_000);
  return {
    port: wholeNumber("--port", values.port, 0, 65_535) ?? DEFAULT_PORT,
    accounts: { [apiKeyFrom(values["api-key"])]: "default" },
    latencyMs: wholeNumber("--latency", values.latency, 0, 3_600_000) ?? 0,
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
  };
}

function wholeNumber(option: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) return value;
  throw new Error(`${option} must be a whole number from ${min} to ${max}.`);
}

function apiKeyFrom(text = FAKE_API_KEY): string {
  if (/^[\x21-\x7e]+$/.test(text)) return text;
  throw new Error("--api-key must be printable ASCII without blanks.");
}

function introduction({ url, apiKey }: Sandbox): string {
  const control = url.replace(/\/api\/v2$/, "/sandbox/");
  return `The sandbox stands in for the Xobin API. Point a stack at it:
  pulumi config set xobin:baseUrl ${url}
  pulumi config set --secret xobin:apiKey${apiKey === FAKE_API_KEY ? ` ${apiKey}` : "    (asks for it: the one you gave as --api-key)"}
Ask it and make it fail under ${control} (--help says how). Ctrl+C stops it.`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? explained(error) : "The sandbox could not start."}\n`);
  process.exitCode = 1;
});

function explained(error: Error): string {
  const taken = "code" in error && error.code === "EADDRINUSE";
  return taken ? "The port is in use. Choose another with --port, or 0 for any free one." : error.message;
}
