import { Option, type Command } from "commander";
import { passwordProblem, userNameProblem } from "../provider/validation/basic-auth";
import { headerNameProblem, headerValueProblem } from "../provider/validation/headers";
import { eventUrlProblem } from "../provider/validation/urls";
import { UsageError } from "./usage-error";
import type { Auth } from "../provider/settings/parts";

/**
 * Reads an option that is a whole number.
 *
 * @param must - what the option must be, in the words of the message
 */
export function wholeNumber(
  option: string,
  min: number,
  max: number,
  must = `a whole number from ${min} to ${max}`,
): (text: string) => number {
  return (text) => {
    const value = /^\d+$/.test(text) ? Number(text) : NaN;
    if (value >= min && value <= max) {
      return value;
    }
    throw new UsageError(`${option} must be ${must}.`);
  };
}

/**
 * Reads an option that is one id, of an interview or a response.
 *
 * @param several - the end of the message, where the option may come several times
 */
export function idNumber(option: string, example: number, several = ""): (text: string) => number {
  return wholeNumber(option, 1, Number.MAX_SAFE_INTEGER, `one whole number, such as ${example}${several}`);
}

/** Reads an option that is a URL that events are sent to. */
export function receiverUrl(option: string): (text: string) => string {
  return (text) => requireRight(option, text, eventUrlProblem);
}

/** A value without a problem, or a {@link UsageError} that begins with the option or variable that has it. */
function requireRight(
  source: string,
  value: string,
  problemOf: (value: string) => string | undefined,
): string {
  const problem = problemOf(value);
  if (problem !== undefined) {
    throw new UsageError(`${source} ${problem}.`);
  }
  return value;
}

/** How long a receiver may take. */
export function timeoutOption(): Option {
  return new Option("--timeout <seconds>", "how long one response may take, its body included")
    .argParser(wholeNumber("--timeout", 1, 600))
    .default(10);
}

/** Collects an option that may come several times. */
export function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

/** Refuses an option that comes twice, as the last one would win in silence. */
export function refuseRepeats(command: Command): void {
  for (const option of command.options.filter(({ required }) => required)) {
    let count = 0;
    command.on(`option:${option.name()}`, () => {
      count += 1;
      const isCollected = Array.isArray(command.getOptionValue(option.attributeName()));
      if (count > 1 && !isCollected) {
        throw new UsageError(`${option.long} may come only once.`);
      }
    });
  }
}

/** The options by which a command learns of a credential, whose secret comes from the environment. */
export interface CredentialOptions {
  readonly basic?: string;
  readonly header?: string;
}

export function addCredentialOptions(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--basic <user>",
        "basic authentication with this user name; the password is in XOBIN_WEBHOOK_PASSWORD",
      ).conflicts("header"),
    )
    .option("--header <name>", "a header with a key; its value is in XOBIN_WEBHOOK_VALUE");
}

/** The credential that the options and the environment name, if any. */
export function credentialFrom(
  { basic, header }: CredentialOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Auth | undefined {
  if (basic !== undefined) {
    const username = requireRight("--basic", basic, userNameProblem);
    const password = fromEnvironment("XOBIN_WEBHOOK_PASSWORD", "--basic", passwordProblem, environment);
    return { type: "basic", status: true, basic: { username, password } };
  }
  if (header !== undefined) {
    const key = requireRight("--header", header, headerNameProblem);
    const value = fromEnvironment("XOBIN_WEBHOOK_VALUE", "--header", headerValueProblem, environment);
    return { type: "apikey", status: true, apikey: { key, value } };
  }
  return undefined;
}

function fromEnvironment(
  name: string,
  option: string,
  problemOf: (value: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): string {
  const value = environment[name];
  if (!value) {
    throw new UsageError(`${option} needs the environment variable ${name}, which is not set.`);
  }
  return requireRight(name, value, problemOf);
}

/** The options by which a command learns of the stacks to read. */
export interface StackOptions {
  readonly stack?: readonly string[];
  readonly cwd: string;
  /** Whether stacks that declare nothing are right. @default false */
  readonly allowEmpty?: boolean;
}

export function addStackOptions(command: Command): Command {
  return command
    .allowExcessArguments()
    .hook("preAction", () => {
      if (command.args.length > 0) {
        throw new UsageError(`${command.name()} takes no arguments: a stack is named with --stack.`);
      }
    })
    .option("--stack <name>", "a stack to read; may come several times (default: the selected one)", collect)
    .option("--cwd <folder>", "the folder of the Pulumi project", ".");
}
