import * as pulumi from "@pulumi/pulumi";
import { mapCredential } from "../settings/credentials";
import { isOutput } from "./serializable";
import { storedProvider } from "./stored-provider";
import { checkTriggers, type Triggers } from "./triggers";

/** The arguments that both resources have. */
interface CommonArgs {
  start?: unknown;
  submission?: unknown;
  auth?: pulumi.Input<object>;
  triggers?: Triggers;
}

/**
 * The properties of a resource as the SDK is given them, but for its interviews. The SDK makes an Output of each, so the optional ones
 * are always there.
 *
 * @param resource - the resource, as errors name it
 * @throws `pulumi.RunError` for a trigger that Pulumi cannot pass on
 */
export function commonProps(resource: string, kind: "single" | "group", args: CommonArgs): pulumi.Inputs {
  return {
    ...args,
    start: args.start,
    submission: args.submission,
    auth: args.auth && withSecretCredential(args.auth),
    triggers: args.triggers && checkTriggers(resource, args.triggers),
    __provider: storedProvider(kind),
  };
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
