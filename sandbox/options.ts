import { parseArgs } from "node:util";
import { FAKE_API_KEY, type SandboxOptions } from "./sandbox";

const DEFAULT_PORT = 4020;

/** The output of `--help`. */
export const HELP = `A local stand-in for the Xobin API: npm run sandbox -- [options]

  --port <number>                 port on 127.0.0.1, 0 for any free one (default ${DEFAULT_PORT})
  --api-key <key>                 the key it accepts (default ${FAKE_API_KEY})
  --requests-per-second <number>  responds with 429 beyond that many calls in a second (default: no limit)
  --latency <milliseconds>        how long every response takes (default 0)
  --help

While it runs (secret values are masked in every response):
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

/**
 * The options on the command line.
 *
 * @throws Error that names the option and what it takes
 */
export function optionsFrom(args: string[]): SandboxOptions | "help" {
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
  if (values.help) {return "help";}
  const requestsPerSecond = wholeNumber("--requests-per-second", values["requests-per-second"], 1, 1_000_000);
  return {
    port: wholeNumber("--port", values.port, 0, 65_535) ?? DEFAULT_PORT,
    accounts: { [apiKeyFrom(values["api-key"])]: "default" },
    latencyMs: wholeNumber("--latency", values.latency, 0, 3_600_000) ?? 0,
    ...(requestsPerSecond === undefined ? {} : { requestsPerSecond }),
  };
}

function wholeNumber(option: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) {return undefined;}
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (value >= min && value <= max) {return value;}
  throw new Error(`${option} must be a whole number from ${min} to ${max}.`);
}

function apiKeyFrom(text = FAKE_API_KEY): string {
  if (/^[\x21-\x7e]+$/.test(text)) {return text;}
  throw new Error("--api-key must be printable ASCII without blanks.");
}
