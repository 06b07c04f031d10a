import * as pulumi from "@pulumi/pulumi";
import { mapCredential } from "../settings/credentials";

/** Marks the credential of an `auth` secret, and as little around it as the program's own Outputs allow. */
export function withSecretCredential(auth: pulumi.Input<object>): pulumi.Input<object> {
  if (isOutput(auth)) {
    return pulumi.secret(auth);
  }
  const blocks = Object.entries(auth).map(([name, value]) => [
    name,
    isOutput(value) && name !== "type" && name !== "status" ? pulumi.secret(value) : (value as unknown),
  ]);
  return mapCredential(Object.fromEntries(blocks) as object, pulumi.secret);
}

function isOutput(value: unknown): value is pulumi.Output<unknown> | Promise<unknown> {
  return pulumi.Output.isInstance(value) || value instanceof Promise;
}
