import * as pulumi from "@pulumi/pulumi";
import { configuredAccount, CONFIG_NAMESPACE } from "../account";

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
   * A name of your own that tells accounts behind the same `baseUrl` apart. Another name is another account, so it
   * replaces the resources: they are set up by the new name, then switched off by the old one. So where both names are
   * the same account in truth, give the resources `retainOnDelete` first (docs/recipes.md).
   * A rotated key under the same name is the same account.
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
   * How often a call that failed for a passing reason is tried again: a whole number from 0 to 20, so that 1 means two attempts.
   *
   * @default 5
   */
  maxRetries?: pulumi.Input<number>;
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
  /** Which account this is, as the outputs of its resources name it. @internal */
  readonly accountIdentity: pulumi.Output<string>;

  constructor(name: string, args: ProviderArgs, opts?: pulumi.ResourceOptions) {
    super("pulumi-nodejs", name, configurationOf(args), opts);
    this.accountIdentity = pulumi
      .all([args.baseUrl, args.account])
      .apply(([baseUrl, account]) => configuredAccount(baseUrl, account));
  }
}

/** The same keys as those of the stack configuration, and like those, strings. */
function configurationOf(args: ProviderArgs): pulumi.Inputs {
  return {
    [`${CONFIG_NAMESPACE}:apiKey`]: args.apiKey && pulumi.secret(args.apiKey),
    [`${CONFIG_NAMESPACE}:baseUrl`]: args.baseUrl,
    [`${CONFIG_NAMESPACE}:account`]: args.account,
    [`${CONFIG_NAMESPACE}:requestTimeout`]: asString(args.requestTimeout),
    [`${CONFIG_NAMESPACE}:maxRetries`]: asString(args.maxRetries),
  };
}

function asString(value: pulumi.Input<number> | undefined): pulumi.Output<string> | undefined {
  return value === undefined ? undefined : pulumi.output(value).apply(String);
}
