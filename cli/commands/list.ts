import { Option, type Command } from "commander";
import { addStackOptions, type StackOptions } from "../options";
import { coloured } from "../output/colours";
import { csv } from "../output/csv";
import { printable } from "../output/printable";
import { table } from "../output/table";
import { duplicatesIn } from "../stacks/duplicates";
import { duplicateText, listingJson, listingRows } from "../stacks/listing";
import { readStacks } from "../stacks/read-stacks";

interface Options extends StackOptions {
  readonly json?: boolean;
  readonly csv?: boolean;
}

/** `list`: what stacks declare. */
export function addList(program: Command): void {
  addStackOptions(
    program
      .command("list")
      .description("list where stacks declare that events go; an interview declared twice is an error"),
  )
    .addOption(new Option("--json", "print the result as JSON").conflicts("csv"))
    .option("--csv", "print the declarations as comma-separated values")
    .addHelpText(
      "after",
      `
Examples:
  $ npx pulumi-xobin list
  $ npx pulumi-xobin list --stack emea --stack apac --csv > webhooks.csv
  $ npx pulumi-xobin list --cwd infra --stack acme/webhooks/prod --json

It reads the stacks' state through the Pulumi CLI, and changes nothing. Secrets of the state are printed as [secret], and
the query of a URL as ***.
Exit code: 1 where an interview is declared twice, since no program can see that.

With --json: { "declarations": [{ stack, resource, urn, aiInterviewId, account, start, submission, auth, unconfirmed }],
"duplicates": [{ aiInterviewId, account, declaredBy: [{ stack, resource }] }] }. "start" and "submission" are { url, status } or
null, "auth" is { type, status, username or header } or null.`,
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const declarations = await readStacks(options);
  const duplicates = duplicatesIn(declarations);
  if (options.json) {
    console.log(JSON.stringify(listingJson(declarations, duplicates), undefined, 2));
  } else if (options.csv) {
    process.stdout.write(csv(listingRows(declarations)));
  } else {
    console.log(table(listingRows(declarations)));
  }
  for (const duplicate of duplicates) {
    console.error(coloured("red", printable(duplicateText(duplicate)), process.stderr));
  }
  process.exitCode = duplicates.length > 0 ? 1 : 0;
}
