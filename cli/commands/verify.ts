import { Option, type Command } from "commander";
import { addStackOptions, collect, timeoutOption, wholeNumber, type StackOptions } from "../options";
import { printJson } from "../output/print";
import { readStacks } from "../stacks/read-stacks";
import { selectDeclarations } from "../stacks/select";
import { printVerifications, verificationJson } from "../verification/report";
import { receiversOf, verifyAll } from "../verification/verify";

interface Options extends StackOptions {
  readonly only?: readonly string[];
  readonly concurrency: number;
  readonly timeout: number;
  readonly small?: boolean;
  readonly json?: boolean;
}

/** `verify`: whether the declared receivers respond as they should. */
export function addVerify(program: Command): void {
  addStackOptions(
    program
      .command("verify")
      .description("send test events to the declared receivers, and say what is wrong with their responses"),
  )
    .option(
      "--only <resource>",
      "verify this resource alone, by its name in list, or a group; may come several times",
      collect,
    )
    .option("--allow-empty", "take it for right that nothing is declared, or no event is on")
    .addOption(
      new Option("--concurrency <number>", "how many receivers are verified at once")
        .argParser(wholeNumber("--concurrency", 1, 100))
        .default(4),
    )
    .addOption(timeoutOption())
    .option("--small", "leave out the test event of a real submission's size")
    .option("--json", "print the result as JSON")
    .addHelpText(
      "after",
      `
Examples:
  $ npx pulumi-xobin verify
  $ npx pulumi-xobin verify --stack acme/webhooks/prod --only receptionist
  $ npx pulumi-xobin verify --cwd infra --timeout 30 --json

Each event that is on gets test events: with the declared credential (2xx is right), of a submission also one of a real
submission's size, and where auth is declared without a credential and with a wrong one (401 or 403 is right). A test event does
no harm to a receiver that knows it: its response_id and candidate_id are 0, its address is under example.invalid, and it has the
header X-Xobin-Test-Event.
Exit code: 1 where a receiver does not respond as it should, or nothing was verified.

With --json: { "ok": boolean, "results": [{ stack, resource, aiInterviewId, event, url, credential, ok, response, status,
durationMs, problem, remedy }] }. "credential" is declared, large (the same, of a submission's size), none or
wrong; "status", "problem" and "remedy" may be null.`,
    )
    .action(run);
}

async function run({ only, concurrency, timeout, small, json, ...stacks }: Options): Promise<void> {
  const declarations = selectDeclarations(await readStacks(stacks), only);
  const results = await verifyAll(receiversOf(declarations), {
    concurrency,
    timeoutMs: timeout * 1000,
    small,
  });
  const isEmpty = results.length === 0 && !stacks.allowEmpty;
  const ok = !isEmpty && results.every(({ finding }) => !finding.problem);
  process.exitCode = ok ? 0 : 1;
  if (json) {
    printJson(verificationJson(results, ok));
  } else {
    await printVerifications(results);
  }
}
