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
  const stderr = stderrOf(error);
  const text = stripVTControlCharacters(stderr ?? (error as Error).message);
  const of = stack === undefined ? "" : ` of stack ${stack}`;
  const known = PROBLEMS.find(({ pattern }) => pattern.test(text));
  if (known) {
    return new UsageError(known.explain(of));
  }
  if (error instanceof SyntaxError) {
    return new UsageError(
      `The Pulumi CLI printed something else than the state${of}: run pulumi stack export, and see what stands around the JSON.`,
    );
  }
  const [, reason = "it gave no reason"] =
    /^ *(?:stderr: *)?error: (.*\S)/m.exec(text) ?? (stderr && /^ *(?!warning:)(\S.*)/m.exec(text)) ?? [];
  return new UsageError(`The Pulumi CLI could not read the state${of}: ${shorten(reason, MAX_LENGTH)}`);
}

const PROBLEMS: readonly { readonly pattern: RegExp; readonly explain: (of: string) => string }[] = [
  {
    pattern: /spawn \S*pulumi\S* ENOENT/,
    explain: () =>
      "The Pulumi CLI was not found: install it (https://www.pulumi.com/docs/install/) so that pulumi is on PATH.",
  },
  {
    pattern: /Cannot find (package|module) '@pulumi\/pulumi/,
    explain: () =>
      "Pulumi's SDK is not installed beside pulumi-xobin: run the command in the Pulumi project, or npm install @pulumi/pulumi.",
  },
  {
    pattern: /minimum CLI version requirement|unknown flag/i,
    explain: () => "The Pulumi CLI is too old for this version of @pulumi/pulumi: update it.",
  },
  {
    pattern: /Major version mismatch/,
    explain: () => "The Pulumi CLI is too new for this version of @pulumi/pulumi: update the package.",
  },
  {
    pattern: /Failed to parse Pulumi CLI version/,
    explain: () =>
      "The Pulumi CLI does not tell its version: run pulumi version, which must print nothing else.",
  },
  {
    pattern: /no Pulumi\.yaml project file|no project file found/,
    explain: () =>
      "There is no Pulumi project in this folder: run the command in the project's, or name it with --cwd.",
  },
  {
    pattern: /no stack named/,
    explain: (of) => `There is no stack${of.replace(" of stack", "")}: pulumi stack ls lists the stacks.`,
  },
  {
    pattern: /incorrect passphrase/,
    explain: (of) => `The passphrase${of} in PULUMI_CONFIG_PASSPHRASE is wrong.`,
  },
  {
    pattern: /passphrase must be set/,
    explain: (of) =>
      `The passphrase${of} is not set: put it into PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE.`,
  },
  {
    pattern: /PULUMI_ACCESS_TOKEN|pulumi login/,
    explain: () => "The Pulumi CLI is not logged in: run pulumi login, or set PULUMI_ACCESS_TOKEN.",
  },
];

/** What the CLI printed to standard error, where it ran. */
function stderrOf(error: unknown): string | undefined {
  const { stderr } = error as { stderr?: unknown };
  return typeof stderr === "string" && stderr !== "" ? stderr : undefined;
}
