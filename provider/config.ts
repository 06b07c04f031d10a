import { z } from "zod";
import { accountIdentity, DEFAULT_BASE_URL, PROVIDER_KEY, withoutTrailingSlash } from "./account";
import type { CheckFailure } from "./settings/check-failures";
import { checkedString, orUnknown } from "./settings/zod-helpers";
import { headerValueProblem } from "./validation/headers";
import { nameProblem } from "./validation/names";
import { proxyFor, type Proxy } from "./validation/proxies";
import { baseUrlProblem } from "./validation/urls";

/** The provider's configuration, checked and with its defaults. */
export interface Config {
  /** The key of the account. Secret. */
  readonly apiKey: string;
  /** The base URL of the API, without a trailing slash. */
  readonly baseUrl: string;
  /** How long one attempt of a call may take, in seconds. */
  readonly requestTimeout: number;
  /** How often a call is tried again, so that 1 means two attempts. */
  readonly maxRetries: number;
  /** How many calls for the interviews of one group may be under way at once. */
  readonly concurrency: number;
  /** The account that these settings reach: see {@link accountIdentity}. */
  readonly account: string;
  /** The proxy for all calls, which the environment names. Its user name and password are secret. */
  readonly proxy?: Proxy;
}

export type ConfigResult = { config: Config } | { failures: CheckFailure[] };

/** The configuration is missing or invalid, where no `check` came before to report it (`pulumi destroy`, `pulumi refresh`). */
export class ConfigurationError extends Error {
  override name = "ConfigurationError";
  override stack = "";
}

/**
 * Reads the configuration. The stack's configuration, or an explicit provider's, wins over the environment.
 *
 * @param get - looks up a key of the namespace `xobin`, given without the namespace
 * @param environment - normally `process.env`; an empty variable counts as absent
 */
export function readConfig(
  get: (key: string) => string | undefined,
  environment: Readonly<Record<string, string | undefined>>,
): ConfigResult {
  const result = schemaFor(get(PROVIDER_KEY)).safeParse({
    apiKey: get("apiKey") ?? (environment["XOBIN_API_KEY"] || undefined),
    baseUrl: get("baseUrl") ?? (environment["XOBIN_BASE_URL"] || undefined),
    requestTimeout: get("requestTimeout"),
    maxRetries: get("maxRetries"),
    concurrency: get("concurrency"),
    account: get("account"),
  });
  if (!result.success) {
    return { failures: result.error.issues.map(({ message }) => ({ property: "", reason: message })) };
  }
  const { account, ...config } = result.data;
  const proxy = proxyFor(new URL(config.baseUrl), environment);
  if (proxy && "problem" in proxy) {
    return { failures: [{ property: "", reason: proxy.problem }] };
  }
  return {
    config: { ...config, account: accountIdentity(config.baseUrl, account), ...(proxy && { proxy }) },
  };
}

/** @param provider - the name of the explicit `Provider` whose arguments the configuration is, if it is one */
function schemaFor(provider: string | undefined) {
  const nameOf = (key: string) =>
    provider === undefined ? `xobin:${key}` : `${key} of the Provider ${JSON.stringify(provider)}`;
  const apiKey = `${nameOf("apiKey")} (or the environment variable XOBIN_API_KEY)`;
  const baseUrl = `${nameOf("baseUrl")} (or the environment variable XOBIN_BASE_URL)`;
  // An explicit provider reads nothing of the stack's configuration.
  const remedy =
    provider === undefined ? 'run "pulumi config set --secret xobin:apiKey <key>"' : "pass it one";
  return z.object({
    apiKey: checkedString(`${apiKey} is required: ${remedy}; the vendor's support issues keys`, (value) =>
      prefixed(apiKey, headerValueProblem(value)),
    ),
    baseUrl: checkedString("", (value) => prefixed(baseUrl, baseUrlProblem(value)))
      .default(DEFAULT_BASE_URL)
      .transform(withoutTrailingSlash),
    // Ten minutes is longer than any known proxy keeps a silent connection.
    requestTimeout: wholeNumber(nameOf("requestTimeout"), "a whole number of seconds", 1, 600).default(30),
    maxRetries: wholeNumber(nameOf("maxRetries"), "a whole number of retries", 0, 20).default(5),
    concurrency: wholeNumber(nameOf("concurrency"), "a whole number of calls at once", 1, 100).default(10),
    account: checkedString("", (value) => prefixed(nameOf("account"), nameProblem(value))).optional(),
  });
}

function wholeNumber(name: string, unit: string, min: number, max: number) {
  const message = `${name} must be ${unit}, from ${min} to ${max}`;
  return orUnknown(
    z
      .string()
      .regex(/^\d+$/, message)
      .transform(Number)
      .pipe(z.int(message).min(min, message).max(max, message)),
  );
}

function prefixed(name: string, problem: string | undefined): string | undefined {
  return problem && `${name} ${problem}`;
}
