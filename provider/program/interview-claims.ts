import * as pulumi from "@pulumi/pulumi";
import { configuredAccount, CONFIG_NAMESPACE } from "../account";
import { RESOURCE_TYPE } from "../resource-types";
import { announce } from "./announced-interviews";
import { defectOf, inspectInput } from "./serializable";
import { orProblem, type ProgramProblem } from "../run/program-problem";
import { accountOf } from "./provider-resource";
import type { Parts } from "../settings/parts";

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
): pulumi.Input<Claimed> {
  return claimerFor(declarer)(declarer.name, aiInterviewId);
}

/** The interviews of a group, by name. */
type Members<Value = number> = Record<string, pulumi.Input<Value>>;

/** A number as the SDK is given it; `null` in place of `undefined`, which the SDK would leave out, and an interview of a group with it. */
type Claimed = number | ProgramProblem | null;

/**
 * Claims the interviews of a group, each under the group's name and its own.
 *
 * @param group - the group, as errors name it
 * @returns the property `interviews` as the SDK is given it
 * @throws `pulumi.RunError` as {@link claimInterview} does, also for two names in the group; and where the SDK cannot carry what holds them
 */
export function claimInterviews(
  group: string,
  declarer: Declarer,
  interviews: pulumi.Input<Members>,
): pulumi.Input<Members<Claimed>> {
  const claim = claimerFor(declarer);
  const claimAll = (known: unknown): unknown => {
    // A Map, for one, would arrive as a group of none, and all interviews would be switched off.
    const defect = defectOf(known);
    if (defect) {
      throw new pulumi.RunError(`${group}: interviews ${defect.problem}. ${defect.remedy}.`);
    }
    return isRecord(known) ? claimMembers(known) : known;
  };
  const claimMembers = (known: Members) =>
    Object.fromEntries(
      Object.entries(known).map(([name, aiInterviewId]) => [
        name,
        claim(`${declarer.name} member ${JSON.stringify(name)}`, aiInterviewId),
      ]),
    );
  return inspectInput(interviews, claimAll) as pulumi.Input<Members<Claimed>>;
}

/** Of anything else, `check` says what it has to be. */
function isRecord(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type Claimer = (owner: string, aiInterviewId: pulumi.Input<number>) => pulumi.Input<Claimed>;

function claimerFor({ parts, opts }: Declarer): Claimer {
  const claims = currentClaims();
  const account = accountFor(opts);
  const claimKnown = (owner: string, value: unknown, known: string): number | null => {
    if (isInterviewNumber(value)) {
      claim(claims, owner, value, known);
      announce(known, value, parts);
    }
    return (value ?? null) as number | null;
  };
  return (owner, aiInterviewId) =>
    typeof aiInterviewId === "number" && typeof account === "string"
      ? claimKnown(owner, aiInterviewId, account)
      : pulumi
          .all([aiInterviewId, account])
          .apply(([value, known]) => orProblem(() => claimKnown(owner, value, known)));
}

/** `check` says what is wrong with anything else. Two values that are missing are not one interview that is declared twice. */
function isInterviewNumber(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
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
