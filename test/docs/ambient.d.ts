// The parts of a user's program that the examples in README.md and docs/ refer to.
import type * as pulumi from "@pulumi/pulumi";

declare global {
  /** The receiver's address, wherever it is hosted. */
  const receiver: { url: pulumi.Output<string> };
  /** A generated credential, as of `@pulumi/random`. */
  const webhookKey: { result: pulumi.Output<string> };
  const url: string;
}
