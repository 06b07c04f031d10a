import { Option, type Command } from "commander";
import {
  addStackOptions,
  collect,
  idNumber,
  timeoutOption,
  wholeNumber,
  type StackOptions,
} from "../options";
import { withProgress } from "../output/progress";
import { readArrived } from "../recovery/arrived";
import { MAX_AT_ONCE } from "../recovery/deliver";
import { isComplete, printOutcome } from "../recovery/report";
import { recover, type Request } from "../recovery/recover";
import { targetsOf } from "../recovery/targets";
import { windowFrom } from "../recovery/window";
import { readStacks } from "../stacks/read-stacks";
import { selectDeclarations } from "../stacks/select";
import { readStackConfig } from "../stacks/stack-config";
import { UsageError } from "../usage-error";

interface Options extends StackOptions {
  readonly only?: readonly string[];
  readonly since?: string;
  readonly until?: string;
  readonly response?: readonly number[];
  readonly have?: readonly string[];
  readonly deliver?: boolean;
  readonly journal?: string;
  readonly concurrency: number;
  readonly timeout: number;
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** `recover`: which results never arrived, and their delivery. */
export function addRecover(program: Command): void {
  addStackOptions(
    program
      .command("recover")
      .description("find completed results that never arrived, and deliver them to the declared receivers"),
  )
    .option(
      "--only <resource>",
      "this resource alone, by its name in list, or a group; may come several times",
      collect,
    )
    .option("--since <time>", "results completed from this time on: 2025-07-11, 2025-07-11T05:00Z, 7d or 12h")
    .option("--until <time>", "results completed before this time (default: now)")
    .addOption(
      new Option("--response <id>", "this result, whenever it was completed; may come several times")
        .argParser(collectId)
        .conflicts(["since", "until"]),
    )
    .option(
      "--have <file>",
      "what has arrived: response ids or keys of once, one a line, or stored events as JSON lines; - reads standard input; may come several times",
      collect,
    )
    .option("--deliver", "deliver what is missing")
    .option("--journal <file>", "note each accepted id in this file, and skip those in it")
    .addOption(
      new Option("--concurrency <number>", "how many results one receiver gets at once")
        .argParser(wholeNumber("--concurrency", 1, MAX_AT_ONCE))
        .default(1),
    )
    .addOption(timeoutOption())
    .addOption(new Option("--json", "print the result as JSON").conflicts("csv"))
    .option("--csv", "print the results as comma-separated values")
    .addHelpText("after", HELP)
    .action(run);
}

const HELP = `
Examples:
  $ npx pulumi-xobin recover --since 7d --have arrived.txt
  $ npx pulumi-xobin recover --since 7d --have arrived.txt --deliver --journal recovered.txt
  $ npx pulumi-xobin recover --response 6735 --response 6741 --deliver

Without --deliver nothing is sent: it lists the completed results of each interview whose submission is on, as missing or there.
Without --have and --journal, all are missing. With --deliver, each missing one is sent to the receiver that is declared now, with
the declared credential and the header X-Xobin-Recovered: true, the oldest first; 2xx counts, unless it is a web page. Five failures
in a row end a receiver's part. Nothing about a person is printed or written.
The key is xobin:apiKey of the stack's configuration or XOBIN_API_KEY, and for a Provider that of the state or XOBIN_API_KEY_<ACCOUNT>.
Exit code: 0 nothing is missing, or all was accepted; 1 otherwise.

With --json: { "ok": boolean, "since", "until", "results": [{ stack, resource, aiInterviewId, responseId, completedAt, status,
reason }], "problems": [{ stack, resource, aiInterviewId, problem }] }. "status" is missing, there, accepted, refused, not-sent,
gone, not-ready, other-interview or failed. Any field but "ok", "status" and "problem" may be null.`;

function collectId(text: string, before: readonly number[] = []): number[] {
  return [...before, idNumber("--response", 6735, "; it may come several times")(text)];
}

async function run(options: Options): Promise<void> {
  const { only, have, deliver, journal, timeout, concurrency, json, csv, ...rest } = options;
  const request = requestFrom(rest);
  if (journal !== undefined && !deliver) {
    throw new UsageError("--journal needs --deliver. To compare with a journal, pass it as --have.");
  }
  const arrived = have && new Set((await Promise.all(have.map(readArrived))).flatMap((ids) => [...ids]));
  const declarations = selectDeclarations(await readStacks(rest), only);
  const outcome = await withProgress(async (progress) => {
    progress.update("Reading the configuration");
    const targets = await targetsOf(declarations, (stack) => readStackConfig(rest.cwd, stack));
    return recover(targets, request, {
      arrived,
      delivery: deliver ? { concurrency, timeoutMs: timeout * 1000, journal } : undefined,
      onProgress: (text) => {
        progress.update(text);
      },
    });
  });
  process.exitCode = isComplete(outcome) ? 0 : 1;
  await printOutcome(outcome, json ? "json" : csv ? "csv" : "table");
}

/** The window or the ids; one of them has to be there. */
function requestFrom({ since, until, response }: Pick<Options, "since" | "until" | "response">): Request {
  const window = windowFrom({ since, until }, Date.now());
  if (window) {
    return { window };
  }
  if (!response) {
    throw new UsageError("Which results? Name a window with --since, or results with --response.");
  }
  return { responseIds: response };
}
