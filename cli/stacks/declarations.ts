import { baseUrlOf } from "../../provider/account";
import { GROUP_RESOURCE_TYPE, RESOURCE_TYPE } from "../../provider/resource-types";
import { UsageError } from "../usage-error";
import { readAppliedParts, type AppliedParts } from "./applied-parts";
import { SECRET } from "./format";
import { isRecord, stateValue, textOf, type StateValue } from "./state-values";

/** One interview that a stack declares, and what was last applied to it. */
export interface Declaration extends AppliedParts {
  readonly stack: string;
  /** The resource's name below the names of the components around it, and in a group the interview's: `team/emea[receptionist]`. */
  readonly resource: string;
  readonly urn: string;
  readonly aiInterviewId: StateValue<number>;
  /** Which account holds the interview: base URL and, where one has several accounts, a name. */
  readonly account: string;
  readonly baseUrl: string;
  /** The provider resource that makes its calls: a `Provider` of the program, or the default one. */
  readonly provider: StateProvider;
  readonly state: State;
  /** Whether the resource's last step failed in part, so that its inputs may be older than what was applied. */
  readonly isPartial: boolean;
}

export type State =
  /** The API holds these parts. */
  | "applied"
  /** The last call got no response: the API may hold these parts, or those before them. */
  | "unconfirmed"
  /** The API refused the last call, and holds these parts; none, where it refused the first one. */
  | "failed";

export interface StateProvider {
  readonly urn: string;
  readonly isDefault: boolean;
  /** Its configuration, decrypted: `xobin:apiKey` and its neighbours, as far as the program gave them. */
  readonly inputs: unknown;
}

/** A resource in an exported state. */
interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  /** `<urn>::<id>` */
  readonly provider?: string;
  readonly inputs?: unknown;
  /** Absent until the resource has been created. */
  readonly outputs?: unknown;
  /** Why its last step failed in part. */
  readonly initErrors?: readonly string[];
  /** It has been replaced, and its delete is still to come. */
  readonly delete?: boolean;
  /** It has been deleted, and its replacement is still to come. */
  readonly pendingReplacement?: boolean;
}

/** Anything may be in a state that was edited. */
interface Deployment {
  readonly resources?: unknown;
  /** Steps that were under way when the engine was killed. */
  readonly pending_operations?: unknown;
}

interface Operation {
  readonly resource: Resource;
}

function isResource(value: unknown): value is Resource {
  return isRecord(value) && typeof value["urn"] === "string" && typeof value["type"] === "string";
}

function isOperation(value: unknown): value is Operation {
  return isRecord(value) && isResource(value["resource"]);
}

function listOf<T>(value: unknown, isMember: (member: unknown) => member is T): T[] | undefined {
  const list = value ?? [];
  return Array.isArray(list) && list.every(isMember) ? list : undefined;
}

/**
 * The declarations of a stack, in the order of its state.
 *
 * @param deployment - of `pulumi stack export --show-secrets`
 * @throws {@link UsageError} for a state that is damaged
 */
export function readDeclarations(stack: string, deployment: unknown): Declaration[] {
  const { resources, pending_operations } = (deployment ?? {}) as Deployment;
  const operations = listOf(pending_operations, isOperation);
  const all = listOf(resources, isResource);
  if (!operations || !all) {
    throw new UsageError(
      `The state of stack ${stack} is damaged: repair it by pulumi stack export and pulumi stack import.`,
    );
  }
  const interrupted = new Map(operations.map(({ resource }) => [resource.urn, resource]));
  const current = all.filter((resource) => !resource.delete && !resource.pendingReplacement);
  // A resource that was being created is no resource of the state yet.
  const byUrn = new Map([...current, ...interrupted.values(), ...current].map((each) => [each.urn, each]));
  return [...byUrn.values()].flatMap((resource) => {
    const { urn, inputs, outputs = inputs } = resource;
    const account = textOf(stateValue(outputs, "account").value);
    return readInterviews(resource).map(({ name, aiInterviewId, path }) => ({
      stack,
      resource: pathOf(resource, byUrn) + name,
      urn,
      aiInterviewId,
      account,
      baseUrl: baseUrlOf(account),
      provider: providerOf(resource, byUrn),
      state: interrupted.has(urn) ? "unconfirmed" : readState(outputs, path),
      isPartial: (resource.initErrors ?? []).length > 0,
      ...readAppliedParts({ inputs, outputs }, path),
    }));
  });
}

/** An interview of a resource. */
interface Interview {
  /** `[receptionist]` in a group, and nothing otherwise. */
  readonly name: string;
  readonly aiInterviewId: StateValue<number>;
  /** Where in the outputs its parts are. */
  readonly path: readonly string[];
}

function readInterviews({ type, inputs, outputs = inputs }: Resource): Interview[] {
  switch (type) {
    case RESOURCE_TYPE: {
      const { value, isSecret } = stateValue(outputs, "aiInterviewId");
      return [{ name: "", aiInterviewId: { value: Number(value), isSecret }, path: [] }];
    }
    case GROUP_RESOURCE_TYPE:
      return readGroup(inputs, outputs);
    default:
      return [];
  }
}

/** In ascending order. Names are inputs only, and the outputs do not say that a number is secret. */
function readGroup(inputs: unknown, outputs: unknown): Interview[] {
  const { value: interviews, isSecret } = stateValue(inputs, "interviews");
  const names = new Map(
    Object.entries(isRecord(interviews) ? interviews : {}).map(([name, number]) => [Number(number), name]),
  );
  const { value: applied } = stateValue(outputs, "aiInterviewIds");
  const numbers = Array.isArray(applied) ? applied.map(Number) : [...names.keys()];
  return numbers
    .sort((a, b) => a - b)
    .map((number) => {
      const path = ["pending", String(number)];
      return {
        name: `[${names.get(number) ?? (isSecret ? SECRET : number)}]`,
        aiInterviewId: { value: number, isSecret },
        // A group keeps apart what it knows of an interview whose last call failed.
        path: stateValue(outputs, ...path).value === undefined ? [] : path,
      };
    });
}

function readState(outputs: unknown, path: readonly string[]): State {
  if (stateValue(outputs, ...path, "unconfirmed").value === true) {
    return "unconfirmed";
  }
  return path.length > 0 ? "failed" : "applied";
}

function providerOf({ provider = "" }: Resource, byUrn: ReadonlyMap<string, Resource>): StateProvider {
  const urn = provider.slice(0, provider.lastIndexOf("::"));
  // The engine's own names: `default`, or `default_3_139_0`.
  return { urn, isDefault: /::default(_\w+)?$/.test(urn), inputs: byUrn.get(urn)?.inputs };
}

/** The names from the outermost component to the resource. The stack itself, which contains them all, is left out. */
function pathOf(resource: Resource, byUrn: ReadonlyMap<string, Resource>): string {
  const names: string[] = [];
  const seen = new Set<string>();
  for (
    let each: Resource | undefined = resource;
    each && each.type !== "pulumi:pulumi:Stack";
    each = each.parent === undefined ? undefined : byUrn.get(each.parent)
  ) {
    if (seen.has(each.urn)) {
      throw new UsageError(`The state is damaged: ${each.urn} is among its own parents.`);
    }
    seen.add(each.urn);
    names.unshift(nameOf(each.urn));
  }
  return names.join("/");
}

/** The name that the program gave to a resource. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
