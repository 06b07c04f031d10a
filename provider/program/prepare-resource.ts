import * as pulumi from "@pulumi/pulumi";
import { RESOURCE_TYPE } from "../resource-types";
import { mapCredential } from "../settings/credentials";
import { announceInterviews } from "./announced-interviews";
import { checkTriggers } from "./inputs";
import { ownerProps } from "./owners";
import { isOutput } from "./serializable";
import { storedProvider } from "./stored-provider";

interface CommonArgs {
  start?: unknown;
  submission?: unknown;
  auth?: pulumi.Input<object>;
  triggers?: unknown;
}

/** Asks a component for the provider that it was given under this package's own name: `{ providers: { xobin: provider } }`. */
const BY_OWN_NAME = "xobin:index:InterviewWebhooks";

/**
 * The properties and options of a resource as the SDK is given them, of which the run is told. The SDK makes an Output of each
 * property, so the optional ones are always there.
 *
 * @param interviews - the number of one interview, or the numbers of a group by name
 * @throws `pulumi.RunError` for the options that would read the API, for a trigger that Pulumi cannot pass on, and under mocks for
 * an interview that another resource declares
 */
export function prepareResource(
  resource: "InterviewWebhooks" | "InterviewWebhooksGroup",
  name: string,
  args: CommonArgs,
  interviews: unknown,
  opts: pulumi.CustomResourceOptions = {},
): { props: pulumi.Inputs; options: pulumi.CustomResourceOptions } {
  for (const option of ["import", "id"] as const) {
    if (opts[option] !== undefined) {
      // For `import`, the host fails with a message that explains nothing; for `id`, the SDK never calls this package.
      throw new pulumi.RunError(
        `${resource} "${name}" cannot take the option ${option}, because the API cannot be read. Remove it: ` +
          "`pulumi up` adopts the interview, whatever it held before, and applies what is declared.",
      );
    }
  }
  // For Pulumi, a dynamic resource belongs to the package "pulumi-nodejs", and a component hands down providers by package.
  const own = opts.provider ?? opts.parent?.getProvider(BY_OWN_NAME);
  const provider = own ?? opts.parent?.getProvider(RESOURCE_TYPE);
  const props = {
    ...args,
    start: args.start,
    submission: args.submission,
    auth: args.auth && withSecretCredential(args.auth),
    triggers: args.triggers && checkTriggers(`${resource} "${name}"`, args.triggers),
    __provider: storedProvider(resource),
    ...ownerProps(name, interviews, provider),
  };
  announceInterviews(interviews, args, provider);
  return { props, options: own ? { ...opts, provider: own } : opts };
}

/** Marks the credential of an `auth` secret, and as little around it as the program's own Outputs allow. */
function withSecretCredential(auth: pulumi.Input<object>): pulumi.Input<object> {
  if (isOutput(auth)) {
    return pulumi.secret(auth);
  }
  const blocks = Object.entries(auth).map(([name, value]) => [
    name,
    isOutput(value) && name !== "type" && name !== "status" ? pulumi.secret(value) : (value as unknown),
  ]);
  return mapCredential(Object.fromEntries(blocks) as object, pulumi.secret);
}
