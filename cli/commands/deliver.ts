import { Argument, Option, type Command } from "commander";
import type { Delivery, EventName } from "../../sandbox";
import { idNumber } from "../options";
import { print } from "../output/print";
import { callSandbox, sandboxOption } from "../sandbox/control-call";

interface Options {
  readonly interview: number;
  readonly response?: number;
  readonly lose?: boolean;
  readonly sandbox: string;
}

/** `deliver`: an event of the sandbox. */
export function addDeliver(program: Command): void {
  program
    .command("deliver")
    .description("let a candidate of the sandbox start or submit an interview, and deliver the event")
    .addArgument(new Argument("<start|submission>", "the event").choices(["start", "submission"]))
    .addOption(
      new Option("--interview <number>", "the interview")
        .argParser(idNumber("--interview", 206))
        .makeOptionMandatory(),
    )
    .addOption(
      new Option(
        "--response <number>",
        "the candidate's response, whose event is delivered again if it was before (default: the next one)",
      ).argParser(idNumber("--response", 6726)),
    )
    .option("--lose", "the event gets lost on its way")
    .addOption(sandboxOption())
    .addHelpText(
      "after",
      `
Examples:
  $ npx pulumi-xobin deliver start --interview 206
  $ npx pulumi-xobin deliver submission --interview 206
  $ npx pulumi-xobin deliver submission --interview 206 --lose
  $ npx pulumi-xobin deliver submission --interview 206 --response 6726

Exit code: 0 for a response of 2xx and for an event lost as asked for, 1 for anything else.`,
    )
    .action(run);
}

async function run(
  event: EventName,
  { interview: aiInterviewId, response: responseId, lose, sandbox }: Options,
): Promise<void> {
  const delivery = await callSandbox<Delivery>(sandbox, "POST", "deliver", {
    aiInterviewId,
    event,
    responseId,
    lose,
  });
  const { status = 0, reason = `HTTP ${status}`, url } = delivery;
  const isDone = lose === true || (status >= 200 && status < 300);
  const where = url === undefined ? "" : delivery.sent ? ` from ${url}` : ` It is declared at ${url}.`;
  print([
    `${event} of interview ${aiInterviewId}, response ${delivery.responseId}: `,
    { color: isDone ? "green" : "red", text: reason },
    where,
  ]);
  process.exitCode = isDone ? 0 : 1;
}
