import { z } from "zod";
import { accountIdentity, DEFAULT_BASE_URL, withoutTrailingSlash } from "./account";
import type { CheckFailure } from "./settings/check-failures";
import { checkedString, orUnknown } from "./settings/zod-helpers";
import { headerValueProblem } from "./validation/headers";
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
  const result = configSchema.safeParse({
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

const API_KEY = "xobin:apiKey (or the environment variable XOBIN_API_KEY)";
const BASE_URL = "xobin:baseUrl (or the environment variable XOBIN_BASE_URL)";

const configSchema = z.object({
  apiKey: checkedString(
    `${API_KEY} is required: run "pulumi config set --secret xobin:apiKey <key>"; the vendor's support issues keys`,
    (value) => prefixed(API_KEY, headerValueProblem(value)),
  ),
  baseUrl: checkedString("", (value) => prefixed(BASE_URL, baseUrlProblem(value)))
    .default(DEFAULT_BASE_URL)
    .transform(withoutTrailingSlash),
  // Ten minutes is longer than any known proxy keeps a silent connection.
  requestTimeout: wholeNumber("xobin:requestTimeout", "a whole number of seconds", 1, 600).default(30),
  maxRetries: wholeNumber("xobin:maxRetries", "a whole number of retries", 0, 20).default(5),
  concurrency: wholeNumber("xobin:concurrency", "a whole number of calls at once", 1, 100).default(10),
  account: z.string().optional(),
});

function wholeNumber(key: string, unit: string, min: number, max: number) {
  const message = `${key} must be ${unit}, from ${min} to ${max}`;
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
