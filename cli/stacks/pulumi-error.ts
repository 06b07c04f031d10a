import { stripVTControlCharacters } from "node:util";
import { shorten } from "../../provider/shorten";
import { UsageError } from "../usage-error";

/** Longer messages of the CLI are pages of advice. */
const MAX_LENGTH = 300;

/**
 * A failure of the Pulumi CLI as one sentence.
 *
 * @param stack - the stack that was to be read, if any
 */
export function explainPulumiError(error: unknown, stack?: string): UsageError {
  const message = stripVTControlCharacters((error as Error).message);
  const of = stack === undefined ? "" : ` of stack ${stack}`;
  const known = PROBLEMS.find(({ pattern }) => pattern.test(message));
  if (known) {
    return new UsageError(known.text(of));
  }
  if (error instanceof SyntaxError) {
    return new UsageError(
      `The Pulumi CLI printed something else than the state${of}: run pulumi stack export, and see what stands around the JSON.`,
    );
  }
  return new UsageError(`The Pulumi CLI could not read the state${of}: ${reasonIn(message)}`);
}

const PROBLEMS: readonly { readonly pattern: RegExp; readonly text: (of: string) => string }[] = [
  {
    pattern: /spawn \S*pulumi\S* ENOENT/,
    text: () =>
      "The Pulumi CLI was not found: install it (https://www.pulumi.com/docs/install/) so that pulumi is on PATH.",
  },
  {
    pattern: /minimum CLI version requirement|unknown flag/i,
    text: () => "The Pulumi CLI is too old for this version of @pulumi/pulumi: update it.",
  },
  {
    pattern: /Major version mismatch/,
    text: () => "The Pulumi CLI is too new for this version of @pulumi/pulumi: update the package.",
  },
  {
    pattern: /Failed to parse Pulumi CLI version/,
    text: () =>
      "The Pulumi CLI does not tell its version: run pulumi version, which must print nothing else.",
  },
  {
    pattern: /no Pulumi\.yaml project file|no project file found/,
    text: () => "There is no Pulumi project here: run this in its folder, or name it with --cwd.",
  },
  {
    pattern: /no stack named/,
    text: (of) => `There is no stack${of.replace(" of stack", "")}: pulumi stack ls lists the stacks.`,
  },
  {
    pattern: /incorrect passphrase/,
    text: (of) => `The passphrase${of} in PULUMI_CONFIG_PASSPHRASE is wrong.`,
  },
  {
    pattern: /passphrase must be set/,
    text: (of) =>
      `The passphrase${of} is not set: put it into PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE.`,
  },
  {
    pattern: /PULUMI_ACCESS_TOKEN|pulumi login/,
    text: () => "The Pulumi CLI is not logged in: run pulumi login, or set PULUMI_ACCESS_TOKEN.",
  },
];

/** The CLI's own words on standard error. The rest of the message may be the decrypted state. */
function reasonIn(message: string): string {
  const [, stderr = ""] = message.split(/^ *stderr: */m);
  const [, reason] = /^ *error: (.*\S)/m.exec(stderr) ?? /^ *(\S.*)/m.exec(stderr) ?? [];
  return reason === undefined ? "it gave no reason" : shorten(reason, MAX_LENGTH);
}
