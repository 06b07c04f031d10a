import { findPulumiCli } from "./pulumi-cli";

/**
 * Reads the configuration of a stack, secrets decrypted.
 *
 * @throws {@link UsageError} where it cannot be read
 */
export async function readStackConfig(cwd: string, stack: string): Promise<Record<string, string>> {
  const pulumi = await findPulumiCli(cwd);
  const args = ["config", "--show-secrets", "--json", "--stack", stack];
  const config = (await pulumi.readJson(args, stack)) as Record<string, { value: string }>;
  return Object.fromEntries(Object.entries(config).map(([key, { value }]) => [key, value]));
}
