import { readConfig, type Config } from "../../provider/config";
import { concurrently } from "../../provider/concurrently";
import { secretsOf } from "../../provider/settings/credentials";
import type { Auth, PublicAuth } from "../../provider/settings/parts";
import { eventUrlProblem } from "../../provider/validation/urls";
import { credentialHeaders } from "../../provider/verification/send-event";
import type { Declaration } from "../stacks/declarations";
import { publicNumber } from "../stacks/format";
import { findDuplicates, formatDuplicate } from "../stacks/listing";
import { stateValue, textOf } from "../stacks/state-values";
import { UsageError } from "../usage-error";
import type { Receiver, Target } from "./result";

/** Looks up a key of the namespace `xobin`. */
type Lookup = (key: string) => string | undefined;

/** The configuration of a stack, decrypted. */
export type ReadStackConfig = (stack: string) => Promise<Readonly<Record<string, string>>>;

/**
 * The interviews whose `submission` is on, each with its account's key and its receiver.
 *
 * @throws {@link UsageError} where there is none, one is declared twice, or a key is not at hand
 */
export async function targetsOf(
  declarations: readonly Declaration[],
  readStackConfig: ReadStackConfig,
): Promise<Target[]> {
  const on = declarations.filter(({ submission }) => submission?.value.status);
  if (on.length === 0) {
    throw new UsageError(
      "No submission is on, so there is nothing to recover: declare one and run pulumi up.",
    );
  }
  const [duplicate] = findDuplicates(on);
  if (duplicate) {
    throw new UsageError(`${formatDuplicate(duplicate)} Choose one with --stack or --only.`);
  }
  const configs = await readConfigs(on, readStackConfig);
  return on.map((declaration) => ({
    stack: declaration.stack,
    resource: declaration.resource,
    aiInterviewId: declaration.aiInterviewId.value,
    publicNumber: publicNumber(declaration.aiInterviewId),
    api: configs.get(accountKey(declaration)) as Config,
    receiver: receiverOf(declaration),
  }));
}

/** The interviews of a group share one configuration. */
function accountKey({ stack, provider, baseUrl }: Declaration): string {
  return JSON.stringify([stack, provider.urn, baseUrl]);
}

async function readConfigs(
  declarations: readonly Declaration[],
  readStackConfig: ReadStackConfig,
): Promise<ReadonlyMap<string, Config>> {
  const accounts = new Map(declarations.map((declaration) => [accountKey(declaration), declaration]));
  const withDefault = [...accounts.values()].filter(({ provider }) => provider.isDefault);
  const stacks = [...new Set(withDefault.map(({ stack }) => stack))];
  const stackConfigs = new Map(
    await concurrently(
      stacks,
      stacks.length,
      async (stack) => [stack, await readStackConfig(stack)] as const,
    ),
  );
  return new Map(
    [...accounts].map(([key, declaration]) => {
      const { stack, provider } = declaration;
      const lookup: Lookup = (name) =>
        provider.isDefault
          ? stackConfigs.get(stack)?.[`xobin:${name}`]
          : textOf(stateValue(provider.inputs, `xobin:${name}`).value) || undefined;
      return [key, configOf(declaration, lookup)];
    }),
  );
}

/** The key of the account that the state names, and not of one that the configuration reaches by now. */
function configOf({ stack, account, baseUrl, provider }: Declaration, lookup: Lookup): Config {
  const variable = provider.isDefault ? "XOBIN_API_KEY" : keyVariable(lookup("account"));
  const apiKey = lookup("apiKey") ?? process.env[variable];
  if (!apiKey) {
    const place = provider.isDefault ? `the configuration of stack ${stack}` : "the state";
    throw new UsageError(
      `The API key of the account ${account} is not at hand: ${place} has none, so set it in ${variable}.`,
    );
  }
  const result = readConfig(
    (name) => (name === "apiKey" ? apiKey : name === "baseUrl" ? baseUrl : lookup(name)),
    process.env,
  );
  if ("failures" in result) {
    throw new UsageError(
      `Stack ${stack}, account ${account}: ${result.failures.map(({ reason }) => reason).join("; ")}.`,
    );
  }
  return result.config;
}

/** `XOBIN_API_KEY_EMEA_NORTH` for the account `emea-north`. */
function keyVariable(account: string | undefined): string {
  return account === undefined
    ? "XOBIN_API_KEY"
    : `XOBIN_API_KEY_${account.toUpperCase().replace(/[^A-Z0-9]+/g, "_")}`;
}

function receiverOf({ submission, auth }: Declaration): Receiver {
  const url = submission?.value.url ?? "";
  const credential = auth?.value.status ? auth.value : undefined;
  const urlProblem = eventUrlProblem(url);
  const problem =
    urlProblem === undefined ? credentialProblem(credential) : `the URL of submission ${urlProblem}`;
  return {
    url,
    headers: credential && problem === undefined ? credentialHeaders(credential as Auth) : {},
    problem,
  };
}

function credentialProblem(auth: Auth | PublicAuth | undefined): string | undefined {
  return auth && secretsOf(auth).length === 0
    ? "the state does not hold the credential that was applied: run pulumi up"
    : undefined;
}
