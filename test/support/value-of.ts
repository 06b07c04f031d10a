import type * as pulumi from "@pulumi/pulumi";

/** The value of an Output, once it is known. A resource's `urn` is known when the resource is registered. */
export function valueOf<T>(output: pulumi.Output<T>): Promise<T> {
  return new Promise((resolve) => {
    output.apply(resolve);
  });
}
