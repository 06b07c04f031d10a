import * as pulumi from "@pulumi/pulumi";
import { configuredAccount, CONFIG_NAMESPACE } from "../account";
import type { Parts } from "../settings/request-body";
import { announce } from "./announced-interviews";
import { orProblem, type ProgramProblem } from "../settings/program-problem";
import { RESOURCE_TYPE } from "./options";
import { accountOf } from "./provider-resource";

/** A resource that declares interviews, with its options, which say whose account they are of. */
export interface Declarer {
  /** The resource, as an error names it. */
  readonly name: string;
  /** The parts that it declares. */
  readonly parts: { [part in keyof Parts]?: unknown };
  readonly opts: pulumi.CustomResourceOptions;
}

/** Which resource declares an interview, by interview. */
type Claims = Map<string, string>;

/**
 * The claims by deployment: a process that uses the Automation API runs many, one after another or at once, and each has a stack
 * resource of its own. Kept under a registered symbol, because a component's package may bring a copy of this package of its own.
 */
const BOOK = Symbol.for("pulumi-xobin.interview-claims");

/**
 * Claims an interview for a resource. Two resources with one interview would overwrite each other at every update.
 *
 * @returns the property `aiInterviewId` as the SDK is given it
 * @throws `pulumi.RunError` when another resource of the program claims the interview of the same account
 */
export function claimInterview(
  declarer: Declarer,
  aiInterviewId: pulumi.Input<number>,
): pulumi.Input<number | ProgramProblem> {
  return claimerFor(declarer)(declarer.name, aiInterviewId);
}

/**
 * Claims the interviews of a group, each under the group's name and its own.
 *
 * @returns the property `interviews` as the SDK is given it
 * @throws `pulumi.RunError` as {@link claimInterview} does, also for two names in the group
 */
export function claimInterviews(
  declarer: Declarer,
  interviews: pulumi.Input<Record<string, pulumi.Input<number>>>,
): pulumi.Input<Record<string, pulumi.Input<number | ProgramProblem | null>>> {
  const claim = claimerFor(declarer);
  const claimAll = (known: Record<string, pulumi.Input<number> | undefined>) =>
    Object.fromEntries(
      Object.entries(known).map(([name, aiInterviewId]) => [
        name,
        // The SDK would leave an undefined number out, and with it the interview, in silence.
        aiInterviewId === undefined
          ? null
          : claim(`${declarer.name} member ${JSON.stringify(name)}`, aiInterviewId),
      ]),
    );
  if (pulumi.Output.isInstance(interviews) || interviews instanceof Promise) {
    return pulumi
      .output(interviews)
      .apply((known) => orProblem(() => claimAll(known)) as ReturnType<typeof claimAll>);
  }
  return claimAll(interviews);
}

type Claimer = (owner: string, aiInterviewId: pulumi.Input<number>) => pulumi.Input<number | ProgramProblem>;

function claimerFor({ parts, opts }: Declarer): Claimer {
  const claims = currentClaims();
  const account = accountFor(opts);
  const claimKnown = (owner: string, aiInterviewId: number, known: string) => {
    claim(claims, owner, aiInterviewId, known);
    announce(known, aiInterviewId, parts);
    return aiInterviewId;
  };
  return (owner, aiInterviewId) =>
    typeof aiInterviewId === "number" && typeof account === "string"
      ? claimKnown(owner, aiInterviewId, account)
      : pulumi
          .all([aiInterviewId, account])
          .apply(([id, known]) => orProblem(() => claimKnown(owner, id, known)));
}

function claim(claims: Claims, owner: string, aiInterviewId: number, account: string): void {
  const interview = `${aiInterviewId} of ${account}`;
  const other = claims.get(interview);
  if (other !== undefined) {
    throw new pulumi.RunError(
      `Interview ${aiInterviewId} is declared twice, by ${other} and by ${owner}, and each would overwrite the other. ` +
        "Declare it once; if these are two accounts, give each its own `account` name on its Provider.",
    );
  }
  claims.set(interview, owner);
}

function currentClaims(): Claims {
  const shared = globalThis as unknown as Record<symbol, WeakMap<pulumi.Resource, Claims> | undefined>;
  const book = (shared[BOOK] ??= new WeakMap<pulumi.Resource, Claims>());
  const deployment = pulumi.runtime.getStackResource();
  // Under a user's mocks there may be no stack, and many tests share one process.
  const claims = (deployment && book.get(deployment)) ?? new Map<string, string>();
  if (deployment) {
    book.set(deployment, claims);
  }
  return claims;
}

function accountFor({ provider, parent }: pulumi.CustomResourceOptions): pulumi.Input<string> {
  const own = accountOf(provider ?? parent?.getProvider(RESOURCE_TYPE));
  if (own !== undefined) {
    return own;
  }
  const config = new pulumi.Config(CONFIG_NAMESPACE);
  return configuredAccount(config.get("baseUrl"), config.get("account"));
}
