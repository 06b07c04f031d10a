/** The documented base URL of the API. */
export const DEFAULT_BASE_URL = "https://app.xobin.com/api/v2";

/** The configuration namespace: `xobin:apiKey` and its neighbours. */
export const CONFIG_NAMESPACE = "xobin";

/** The key under which an explicit `Provider` passes its name to its host, so that a message says whose configuration is wrong. */
export const PROVIDER_KEY = "provider";

/**
 * Identifies an account of the vendor: its base URL, which the environment supplies where it is left out, and its name where one
 * program declares several accounts behind the same base URL. The API key is not part of it: a rotated key is the same account.
 */
export function accountIdentity(baseUrl?: string, name?: string): string {
  // An empty variable of the environment counts as absent.
  const address = withoutTrailingSlash((baseUrl ?? process.env["XOBIN_BASE_URL"]) || DEFAULT_BASE_URL);
  return name ? `${name} at ${address}` : address;
}

/** The base URL of an account, from its {@link accountIdentity}. */
export function baseUrlOf(account: string): string {
  return account.slice(account.lastIndexOf(" ") + 1);
}

export function withoutTrailingSlash(baseUrl: string): string {
  return baseUrl.replace(/\/+$/, "");
}
