import { readFileSync } from "node:fs";
import { Command } from "commander";
import { addList } from "./commands/list";
import { addReceive } from "./commands/receive";
import { addSandbox } from "./commands/sandbox";
import { addSend } from "./commands/send";
import { addVerify } from "./commands/verify";

/** The command line. Each command loads the modules that it needs when it runs. */
export function buildProgram(): Command {
  const program = new Command("pulumi-xobin")
    .description("Shows that the events of Xobin AI interviews arrive where a Pulumi stack declares.")
    .version(version())
    .usage("<command> [options]")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      // A suggestion comes as a second line.
      outputError: (text, write) => {
        write(`${text.trim().replace(/\n/g, " ")}\n`);
      },
    })
    .addHelpText(
      "after",
      `
The whole round on your machine, in two terminals and a stack:
  $ npx pulumi-xobin sandbox              stands in for the API
  $ npx pulumi-xobin receive              prints the events that arrive
  $ pulumi up
  $ npx pulumi-xobin verify               shows that the receivers respond as they should

Exit code: 0 done, 1 not as it should be, 2 used wrongly.
"<command> --help" has the options of a command, and examples.`,
    );
  // The order of a first use.
  addSandbox(program);
  addReceive(program);
  addSend(program);
  addList(program);
  addVerify(program);
  return program;
}

function version(): string {
  // By the package's name, since the built files lie one folder deeper than the source.
  const manifest = require.resolve("pulumi-xobin/package.json");
  return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}
