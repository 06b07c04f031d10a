import * as pulumi from "@pulumi/pulumi";
import { accountIdentity, CONFIG_NAMESPACE, PROVIDER_KEY } from "../account";
import { isOutput } from "./serializable";

/** The configuration of a {@link Provider}. */
export interface ProviderArgs {
  /**
   * The account's API key. Secret, whether it is given as one or not.
   *
   * @default the environment variable `XOBIN_API_KEY`
   */
  apiKey?: pulumi.Input<string>;
  /**
   * Where the API is: an https URL, or http on a loopback host. A trailing slash makes no difference.
   * Another `baseUrl` is another account, so it replaces the resources.
   *
   * @default the environment variable `XOBIN_BASE_URL`, or `https://app.xobin.com/api/v2`
   */
  baseUrl?: pulumi.Input<string>;
  /**
   * A name of your own that tells accounts behind the same `baseUrl` apart. Another name replaces the resources: they are set up
   * with the new name's key, and an interview of the same number stays on. A rotated key under the same name is the same account.
   *
   * @default no name: all providers without one, at the same `baseUrl`, are the same account
   */
  account?: pulumi.Input<string>;
  /**
   * How long one attempt of a call may take, in seconds: a whole number from 1 to 600. All attempts together are bounded by
   * `maxRetries`, and by two minutes of waiting between them.
   *
   * @default 30
   */
  requestTimeout?: pulumi.Input<number>;
  /**
   * How often a call is tried again after a transient failure: a whole number from 0 to 20, so that 1 means two attempts.
   *
   * @default 5
   */
  maxRetries?: pulumi.Input<number>;
  /**
   * How many calls for the interviews of one {@link InterviewWebhooksGroup} may be under way at once: a whole number from 1 to 100.
   *
   * @default 10
   */
  concurrency?: pulumi.Input<number>;
}

/**
 * An account of the vendor, for programs that declare interviews of more than one.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import { InterviewWebhooks, Provider } from "pulumi-xobin";
 *
 * const config = new pulumi.Config();
 * const emea = new Provider("emea", { account: "emea", apiKey: config.requireSecret("emeaApiKey") });
 * new InterviewWebhooks("receptionist", { aiInterviewId: 206, start: { url } }, { provider: emea });
 * ```
 */
export class Provider extends pulumi.ProviderResource {
  /**
   * @param name - the resource's name, unique in the program
   * @param args - the account, and how its API is called
   * @param opts - Pulumi's options; `envVarMappings` keeps the key out of state and logs (docs/security.md)
   * @throws `pulumi.RunError` for an argument of another name
   */
  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    super("pulumi-nodejs", name, configurationOf(name, args), opts);
    Object.defineProperty(this, ACCOUNT, { value: accountIn(args) });
  }
}

/** Marks a {@link Provider}, also one of another copy of this package, and holds its account. */
const ACCOUNT = Symbol.for("pulumi-xobin.account");

/** The account of a provider, by the name that its resources have in their output `account`; `undefined` for another package's provider. */
export function accountOf(provider: pulumi.ProviderResource | undefined): pulumi.Input<string> | undefined {
  return (provider as { [ACCOUNT]?: pulumi.Input<string> } | undefined)?.[ACCOUNT];
}

function accountIn({ baseUrl, account }: ProviderArgs): pulumi.Input<string> {
  return isOutput(baseUrl) || isOutput(account)
    ? pulumi.all([baseUrl, account]).apply(([url, name]) => accountIdentity(url, name))
    : accountIdentity(baseUrl, account);
}

/**
 * The same keys as those of the stack configuration, and like those, strings.
 *
 * @throws `pulumi.RunError` for an argument of another name, which the host would not see
 */
function configurationOf(
  name: string,
  { apiKey, baseUrl, account, requestTimeout, maxRetries, concurrency, ...others }: ProviderArgs,
): pulumi.Inputs {
  const configuration: pulumi.Inputs = {
    apiKey: apiKey && pulumi.secret(apiKey),
    baseUrl,
    account,
    requestTimeout: asString(requestTimeout),
    maxRetries: asString(maxRetries),
    concurrency: asString(concurrency),
  };
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) {
    const known = Object.keys(configuration).join(", ");
    throw new pulumi.RunError(`Provider "${name}" has no argument ${unknown}; its arguments: ${known}.`);
  }
  const entries = Object.entries({ ...configuration, [PROVIDER_KEY]: name });
  return Object.fromEntries(entries.map(([key, value]) => [`${CONFIG_NAMESPACE}:${key}`, value as unknown]));
}

function asString(value: pulumi.Input<number> | undefined): pulumi.Output<string> | undefined {
  return value === undefined ? undefined : pulumi.output(value).apply(String);
}
