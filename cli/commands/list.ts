import { Option, type Command } from "commander";
import { addStackOptions, type StackOptions } from "../options";
import { printCsv, printError, printJson, printTable } from "../output/print";
import { findDuplicates, formatDuplicate, listingJson, listingRows } from "../stacks/listing";
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

It shows what was last applied, and reads it from the stacks' state through the Pulumi CLI. Secrets of the state are printed as
[secret], and the query of a URL as ***. The state of an interview is applied, unconfirmed (the last call got no response, so the
API may hold what was there before) or failed (the API refused the last call, and holds what is listed).
Exit code: 1 where an interview is declared twice, since no program can see that; 2 where no stack declares any.

With --json: { "declarations": [{ stack, resource, urn, aiInterviewId, account, start, submission, auth, state }],
"duplicates": [{ aiInterviewId, account, declaredBy: [{ stack, resource }] }] }. "start" and "submission" are { url, status } or
null, "auth" is { type, status, username or header } or null.`,
    )
    .action(run);
}

async function run(options: Options): Promise<void> {
  const declarations = await readStacks(options);
  const duplicates = findDuplicates(declarations);
  process.exitCode = duplicates.length > 0 ? 1 : 0;
  if (options.json) {
    printJson(listingJson(declarations, duplicates));
  } else if (options.csv) {
    printCsv(listingRows(declarations));
  } else {
    await printTable(listingRows(declarations));
  }
  printError(...duplicates.map((duplicate) => ({ color: "red", text: formatDuplicate(duplicate) }) as const));
}
