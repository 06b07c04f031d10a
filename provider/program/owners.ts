import * as pulumi from "@pulumi/pulumi";
import { describeOwner, OWNER, twoOwnersMessage } from "../run/owner";

class Deployment {
  /** How many resources have a name. */
  readonly names = new Map<string, number>();
  /** The owner of each interview, by the provider of its resource. */
  readonly owners = new Map<pulumi.ProviderResource | undefined, Map<number, string>>();
}

/** By stack resource: a process that uses the Automation API runs many deployments, one after another or at once. */
const deployments = new WeakMap<pulumi.Resource, Deployment>();

/**
 * The input by which `check` knows who declares an interview. It is `check` that refuses a second owner, because a transform may
 * change the number and the provider after the constructor. Mocks have no `check`, so there the constructor refuses what is certain.
 *
 * @param interviews - the number of one interview, or the numbers of a group by name
 * @throws `pulumi.RunError` under mocks, where another resource with the same provider declares one of the interviews
 */
export function ownerProps(
  name: string,
  interviews: unknown,
  provider: pulumi.ProviderResource | undefined,
): { [OWNER]?: string } {
  const { names, owners } = currentDeployment();
  if (pulumi.runtime.getEngine()) {
    const count = (names.get(name) ?? 0) + 1;
    names.set(name, count);
    // Components may use one name each.
    return { [OWNER]: count === 1 ? name : `${name} (${count})` };
  }
  const others = owners.get(provider) ?? new Map<number, string>();
  const added = membersOf(interviews)
    .filter((member): member is [string | undefined, number] => Number.isSafeInteger(member[1]))
    .map(([member, aiInterviewId]) => [aiInterviewId, describeOwner(name, member)] as const);
  for (const [aiInterviewId, owner] of added) {
    const other = others.get(aiInterviewId);
    if (other !== undefined) {
      throw new pulumi.RunError(twoOwnersMessage(aiInterviewId, [other, owner]));
    }
  }
  owners.set(provider, new Map([...others, ...added]));
  return {};
}

function currentDeployment(): Deployment {
  const stack = pulumi.runtime.getStackResource();
  // Under a user's mocks there may be no stack, and many tests share one process.
  const deployment = (stack && deployments.get(stack)) ?? new Deployment();
  if (stack) {
    deployments.set(stack, deployment);
  }
  return deployment;
}

/** The numbers of a group by name, or that of one interview, which has none. Not all are known yet. */
export function membersOf(interviews: unknown): [name: string | undefined, aiInterviewId: unknown][] {
  return typeof interviews === "object" && interviews !== null
    ? Object.entries(interviews)
    : [[undefined, interviews]];
}
