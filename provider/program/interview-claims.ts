import * as pulumi from "@pulumi/pulumi";
import { configuredAccount, CONFIG_NAMESPACE } from "../account";
import { orProblem, type ProgramProblem } from "../settings/program-problem";
import { RESOURCE_TYPE } from "./options";
import { accountOf } from "./provider-resource";

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
 * @param owner - the resource, as an error names it
 * @param opts - the resource's options, which say whose account the interview is of
 * @returns the property `aiInterviewId` as the SDK is given it
 * @throws `pulumi.RunError` when another resource of the program claims the interview of the same account
 */
export function claimInterview(
  owner: string,
  aiInterviewId: pulumi.Input<number>,
  opts: pulumi.CustomResourceOptions,
): pulumi.Input<number | ProgramProblem> {
  const claims = currentClaims();
  const account = accountFor(opts);
  if (typeof aiInterviewId === "number" && typeof account === "string") {
    return claim(claims, owner, aiInterviewId, account);
  }
  return pulumi
    .all([aiInterviewId, account])
    .apply(([id, known]) => orProblem(() => claim(claims, owner, id, known)));
}

function claim(claims: Claims, owner: string, aiInterviewId: number, account: string): number {
  const interview = `${aiInterviewId} of ${account}`;
  const other = claims.get(interview);
  if (other !== undefined) {
    throw new pulumi.RunError(
      `Interview ${aiInterviewId} is declared twice, by ${other} and by ${owner}, and each would overwrite the other. ` +
        "Declare it once; if these are two accounts, give each its own `account` name on its Provider.",
    );
  }
  claims.set(interview, owner);
  return aiInterviewId;
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
