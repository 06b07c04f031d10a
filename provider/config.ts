import type { CheckFailure } from "@pulumi/pulumi/dynamic";
import { z } from "zod";
import { accountIdentity, DEFAULT_BASE_URL, PROVIDER_KEY, withoutTrailingSlash } from "./account";
import { checkedString } from "./settings/zod-helpers";
import { headerValueProblem } from "./validation/headers";
import { nameProblem } from "./validation/names";
import { proxyFor, type Proxy } from "./validation/proxies";
import { baseUrlProblem } from "./validation/urls";

/** The provider's configuration, checked and with its defaults. The key is secret. */
export interface Config extends Readonly<z.output<ReturnType<typeof schemaFor>>> {
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
  const provider = get(PROVIDER_KEY);
  const schema = schemaFor(provider);
  const valueOf = (key: string) => get(key) ?? (environment[VARIABLES[key] ?? ""] || undefined);
  const values = Object.keys(schema.shape).map((key) => [key, valueOf(key)]);
  const result = schema.safeParse(Object.fromEntries(values));
  if (!result.success) {
    return {
      failures: result.error.issues.map(({ path: [key = ""], message }) => ({
        property: "",
        reason: `${nameOf(String(key), provider)} ${message}`,
      })),
    };
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
  // An explicit provider reads nothing of the stack's configuration.
  const remedy =
    provider === undefined ? 'run "pulumi config set --secret xobin:apiKey <key>"' : "pass it one";
  return z.object({
    apiKey: checkedString(`is required: ${remedy}; the vendor's support issues keys`, headerValueProblem),
    baseUrl: checkedString("", baseUrlProblem).default(DEFAULT_BASE_URL).transform(withoutTrailingSlash),
    // Ten minutes is longer than any known proxy keeps a silent connection.
    requestTimeout: wholeNumber("a whole number of seconds", 1, 600).default(30),
    // 1 means two attempts.
    maxRetries: wholeNumber("a whole number of retries", 0, 20).default(5),
    concurrency: wholeNumber("a whole number of calls at once", 1, 100).default(10),
    account: checkedString("", nameProblem).optional(),
  });
}

function wholeNumber(unit: string, min: number, max: number) {
  const message = `must be ${unit}, from ${min} to ${max}`;
  return z
    .string()
    .regex(/^\d+$/, message)
    .transform(Number)
    .refine((value) => value >= min && value <= max, message);
}

const VARIABLES: Readonly<Record<string, string>> = { apiKey: "XOBIN_API_KEY", baseUrl: "XOBIN_BASE_URL" };

/** A key of the configuration, as messages name it. */
function nameOf(key: string, provider: string | undefined): string {
  const name = provider === undefined ? `xobin:${key}` : `${key} of the Provider ${JSON.stringify(provider)}`;
  const variable = VARIABLES[key];
  return variable === undefined ? name : `${name} (or the environment variable ${variable})`;
}
