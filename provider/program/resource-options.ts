import * as pulumi from "@pulumi/pulumi";

/** Asks a component for the provider that it was given under this package's own name: `{ providers: { xobin: provider } }`. */
const BY_OWN_NAME = "xobin:index:InterviewWebhooks";

/**
 * The options of a resource of this package, as the SDK has to be given them.
 *
 * @throws `pulumi.RunError` for the options that would read the API
 */
export function resourceOptions(
  resource: string,
  opts: pulumi.CustomResourceOptions = {},
): pulumi.CustomResourceOptions {
  for (const option of ["import", "id"] as const) {
    if (opts[option] !== undefined) {
      // For `import`, the host fails with a message that explains nothing; for `id`, the SDK never calls this package.
      throw new pulumi.RunError(
        `${resource} cannot take the option ${option}, because the API cannot be read. Remove it: ` +
          "`pulumi up` adopts the interview, whatever it held before, and applies what is declared.",
      );
    }
  }
  // For Pulumi, a dynamic resource belongs to the package "pulumi-nodejs", and a component hands down providers by package.
  const provider = opts.provider ?? opts.parent?.getProvider(BY_OWN_NAME);
  return provider ? { ...opts, provider } : opts;
}
