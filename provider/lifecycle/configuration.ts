import type { ConfigureRequest } from "@pulumi/pulumi/dynamic";
import { CONFIG_NAMESPACE } from "../account";
import { ConfigurationError, readConfig, type Config, type ConfigResult } from "../config";

// One provider host serves one provider resource during one run of the engine, so module variables belong to that run.

let configuration: ConfigResult | undefined;

/** Keeps the configuration of this host. */
export function setConfiguration(request: ConfigureRequest): void {
  configuration = readConfig((key) => request.config.get(`${CONFIG_NAMESPACE}:${key}`), process.env);
}

/** The configuration of this host, or its mistakes. */
export function currentConfiguration(): ConfigResult {
  // Only an SDK older than the peer dependency allows leaves `configure` out.
  return (configuration ??= readConfig(() => undefined, process.env));
}

/**
 * The configuration of this host.
 *
 * @throws {@link ConfigurationError} where no `check` came before to report its mistakes (`pulumi destroy`, `pulumi refresh`)
 */
export function currentConfig(): Config {
  const result = currentConfiguration();
  if ("failures" in result) {
    throw new ConfigurationError(result.failures.map(({ reason }) => reason).join("; "));
  }
  return result.config;
}
