import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { addDeliver } from "./commands/deliver";
import { addFault } from "./commands/fault";
import { addList } from "./commands/list";
import { addReceive } from "./commands/receive";
import { addRecover } from "./commands/recover";
import { addSandbox } from "./commands/sandbox";
import { addSend } from "./commands/send";
import { addVerify } from "./commands/verify";
import { refuseRepeats } from "./options";
import { printError } from "./output/print";
import { printable } from "./output/text";
import { UsageError } from "./usage-error";

/** Runs the command that the arguments name. The exit code is 0 done, 1 not as it should be, 2 used wrongly. */
export async function run(args: readonly string[]): Promise<void> {
  try {
    const program = buildProgram();
    if (args.length === 0) {
      const names = program.commands.map((command) => command.name());
      throw new UsageError(`a command is missing: ${names.join(", ")}. --help describes them.`);
    }
    await program.parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = exitCodeOf(error);
    if (!(error instanceof CommanderError)) {
      // Never the stack: it explains nothing to a user.
      printError(`error: ${(error as Error).message}`);
    }
  }
}

function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) {
    // Help and version end as errors with code 0.
    return error.exitCode === 0 ? 0 : 2;
  }
  return error instanceof UsageError ? 2 : 1;
}

/** The command line. Each command loads the modules that it needs when it runs. */
function buildProgram(): Command {
  const program = new Command("pulumi-xobin")
    .description("Shows that the events of Xobin AI interviews arrive where a Pulumi stack declares.")
    .version(version())
    .usage("<command> [options]")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      // A suggestion comes as a second line.
      outputError: (text, write) => {
        write(`${printable(text.trim())}\n`);
      },
    })
    .addHelpText(
      "after",
      `
The whole round on your machine, in three terminals:
  $ npx pulumi-xobin sandbox              stands in for the API
  $ npx pulumi-xobin receive              prints the events that arrive
  $ pulumi up
  $ npx pulumi-xobin verify               shows that the receivers respond as they should
  $ npx pulumi-xobin deliver start --interview 206
                                          delivers an event

Exit code: 0 done, 1 not as it should be, 2 used wrongly.
"<command> --help" has the options of a command, and examples.`,
    );
  // The order of a first use.
  addSandbox(program);
  addReceive(program);
  addDeliver(program);
  addFault(program);
  addSend(program);
  addList(program);
  addVerify(program);
  addRecover(program);
  program.commands.forEach(refuseRepeats);
  return program;
}

function version(): string {
  // By the package's name, since the built files lie one folder deeper than the source.
  const manifest = require.resolve("pulumi-xobin/package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
