import * as pulumi from "@pulumi/pulumi";

/**
 * Gives a resource an Output for each property that its program does not declare. The SDK makes one of each input that it is given,
 * with four promises, and one given as `undefined` costs as much as any other.
 */
export function addUndeclaredOutputs(resource: pulumi.Resource, properties: readonly string[]): void {
  for (const property of properties.filter((each) => !(each in resource))) {
    Object.assign(resource, { [property]: pulumi.output(undefined) });
  }
}
