import { shorten } from "../../provider/shorten";
import { printable } from "../output/printable";
import { UsageError } from "../usage-error";

/** Longer messages of the CLI are pages of advice. */
const MAX_LENGTH = 300;

/**
 * A failure of the Pulumi CLI as one sentence.
 *
 * @param stack - the stack that was to be read, if any
 */
export function pulumiProblem(error: unknown, stack?: string): UsageError {
  const { message } = error as Error;
  const reading = stack === undefined ? "" : ` of stack ${stack}`;
  if (/spawn \S*pulumi\S* ENOENT/.test(message)) {
    return new UsageError(
      "The Pulumi CLI was not found: install it (https://www.pulumi.com/docs/install/) so that pulumi is on PATH.",
    );
  }
  if (/no Pulumi\.yaml project file|no project file found/.test(message)) {
    return new UsageError("There is no Pulumi project here: run this in its folder, or name it with --cwd.");
  }
  if (/no stack named/.test(message)) {
    return new UsageError(`There is no stack ${stack ?? ""}: pulumi stack ls lists the stacks.`);
  }
  if (/incorrect passphrase/.test(message)) {
    return new UsageError(`The passphrase${reading} in PULUMI_CONFIG_PASSPHRASE is wrong.`);
  }
  if (/passphrase must be set/.test(message)) {
    return new UsageError(
      `The passphrase${reading} is not set: put it into PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE.`,
    );
  }
  if (/PULUMI_ACCESS_TOKEN|pulumi login/.test(message)) {
    return new UsageError("The Pulumi CLI is not logged in: run pulumi login, or set PULUMI_ACCESS_TOKEN.");
  }
  return new UsageError(`The Pulumi CLI could not read the state${reading}: ${ownWords(message)}`);
}

/** The CLI's own message. The rest of the error holds all that the CLI printed, which may be the decrypted state. */
function ownWords(message: string): string {
  return shorten(
    printable(/^ *(?:stderr: *)?error: (.*)/m.exec(message)?.[1] ?? "it gave no reason"),
    MAX_LENGTH,
  );
}
