import { explainPulumiError } from "./pulumi-error";
import { openWorkspace } from "./read-stacks";

/**
 * Reads the configuration of a stack, secrets decrypted.
 *
 * @throws {@link UsageError} where it cannot be read
 */
export async function readStackConfig(cwd: string, stack: string): Promise<Record<string, string>> {
  const workspace = await openWorkspace(cwd);
  const config = await workspace.getAllConfig(stack).catch((error: unknown) => {
    throw explainPulumiError(error, stack);
  });
  return Object.fromEntries(Object.entries(config).map(([key, { value }]) => [key, value]));
}
