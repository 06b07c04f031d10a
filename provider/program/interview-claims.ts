import * as pulumi from "@pulumi/pulumi";
import { configuredAccount, CONFIG_NAMESPACE } from "../account";
import { Provider } from "./provider-resource";

/**
 * Who declares which interview, by deployment: a process that uses the Automation API runs many, one after another or at once,
 * and each has a stack resource of its own.
 */
const ownersByDeployment = new WeakMap<pulumi.Resource, Map<string, string>>();

/**
 * Notes that `resource` declares an interview. Two resources with one interview would overwrite each other at every update.
 *
 * @returns the interview's number
 * @throws `pulumi.RunError` when another resource of the program declares the interview of the same account
 */
export function claimInterview(
  resource: pulumi.Resource,
  name: string,
  aiInterviewId: number,
): pulumi.Output<number> {
  const owners = currentOwners();
  return accountOf(resource).apply((account) => {
    const interview = `${aiInterviewId} of ${account}`;
    const owner = owners.get(interview);
    if (owner !== undefined) {
      throw new pulumi.RunError(
        `Interview ${aiInterviewId} is declared twice, by "${owner}" and by "${name}", and each would overwrite the other. ` +
          "Declare it once; if these are two accounts, give each its own `account` name on its Provider.",
      );
    }
    owners.set(interview, name);
    return aiInterviewId;
  });
}

function currentOwners(): Map<string, string> {
  const deployment = pulumi.runtime.getStackResource();
  // Under a user's mocks there may be no stack, and many tests share one process.
  const owners = (deployment && ownersByDeployment.get(deployment)) ?? new Map<string, string>();
  if (deployment) {
    ownersByDeployment.set(deployment, owners);
  }
  return owners;
}

function accountOf(resource: pulumi.Resource): pulumi.Output<string> {
  const provider = resource.getProvider("pulumi-nodejs:dynamic/xobin:InterviewWebhooks");
  if (provider instanceof Provider) {
    return provider.accountIdentity;
  }
  const config = new pulumi.Config(CONFIG_NAMESPACE);
  return pulumi.output(configuredAccount(config.get("baseUrl"), config.get("account")));
}
