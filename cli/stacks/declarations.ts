import type { EventName } from "../../provider/settings/parts";
import { GROUP_RESOURCE_TYPE, RESOURCE_TYPE } from "../../provider/resource-types";
import { isRecord, stateValue, type StateValue } from "./state-values";
import type { Auth } from "../../provider/settings/parts";

/** One interview, as a stack declares it. */
export interface Declaration {
  readonly stack: string;
  /** The resource's name below the names of the components around it, and in a group the interview's: `team/emea[receptionist]`. */
  readonly resource: string;
  readonly urn: string;
  readonly aiInterviewId: StateValue<number>;
  /** Which account holds the interview: base URL and, where one has several accounts, a name. */
  readonly account: string;
  readonly start?: DeclaredWebhook;
  readonly submission?: DeclaredWebhook;
  readonly auth?: DeclaredAuth;
  /** Whether the last call got no response, so that the API may hold these settings or those before them. */
  readonly isUnconfirmed: boolean;
}

/** Where one event goes. */
export interface DeclaredWebhook {
  readonly url: StateValue<string>;
  readonly isOn: boolean;
}

/** How deliveries authenticate. */
export interface DeclaredAuth {
  readonly type: Auth["type"];
  readonly isOn: boolean;
  /** The user name, or the header's name. */
  readonly name: StateValue<string>;
  /** The password, or the header's value. Secret. */
  readonly secret: string;
}

/** A resource in an exported state. */
interface Resource {
  readonly urn: string;
  readonly type: string;
  readonly parent?: string;
  readonly inputs?: unknown;
  readonly outputs?: unknown;
  /** It has been replaced, and its delete is still to come. */
  readonly delete?: boolean;
  /** It has been deleted, and its replacement is still to come. */
  readonly pendingReplacement?: boolean;
}

/**
 * The declarations of a stack, in the order of its state.
 *
 * @param deployment - of `pulumi stack export --show-secrets`
 */
export function declarationsIn(stack: string, deployment: unknown): Declaration[] {
  const resources = isRecord(deployment) ? ((deployment["resources"] ?? []) as readonly Resource[]) : [];
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  return resources
    .filter((resource) => !resource.delete && !resource.pendingReplacement)
    .flatMap((resource) => {
      const { urn, inputs, outputs } = resource;
      const common = {
        stack,
        urn,
        account: text(stateValue(inputs, "account")).value,
        ...webhook("start", inputs),
        ...webhook("submission", inputs),
        ...authIn(inputs),
        isUnconfirmed: stateValue(outputs, "unconfirmed").value === true,
      };
      return interviewsOf(resource, pathOf(resource, byUrn)).map((interview) => ({
        ...common,
        ...interview,
        isUnconfirmed: common.isUnconfirmed || isPending(outputs, interview.aiInterviewId.value),
      }));
    });
}

function interviewsOf(
  { type, inputs }: Resource,
  path: string,
): Pick<Declaration, "resource" | "aiInterviewId">[] {
  switch (type) {
    case RESOURCE_TYPE:
      return [{ resource: path, aiInterviewId: numeric(stateValue(inputs, "aiInterviewId")) }];
    case GROUP_RESOURCE_TYPE: {
      const interviews = stateValue(inputs, "interviews").value;
      return Object.keys(isRecord(interviews) ? interviews : {}).map((name) => ({
        resource: `${path}[${name}]`,
        aiInterviewId: numeric(stateValue(inputs, "interviews", name)),
      }));
    }
    default:
      return [];
  }
}

/** A group keeps apart what the API may hold of the interviews whose last call failed. */
function isPending(outputs: unknown, aiInterviewId: number): boolean {
  return stateValue(outputs, "pending", String(aiInterviewId)).value !== undefined;
}

function webhook(event: EventName, inputs: unknown): Partial<Record<EventName, DeclaredWebhook>> {
  const url = stateValue(inputs, event, "url");
  if (typeof url.value !== "string") {
    return {};
  }
  return { [event]: { url: text(url), isOn: stateValue(inputs, event, "status").value !== false } };
}

function authIn(inputs: unknown): { auth?: DeclaredAuth } {
  const type = stateValue(inputs, "auth", "type").value;
  if (type !== "basic" && type !== "apikey") {
    return {};
  }
  const [name, secret] = type === "basic" ? ["username", "password"] : ["key", "value"];
  return {
    auth: {
      type,
      isOn: stateValue(inputs, "auth", "status").value !== false,
      name: text(stateValue(inputs, "auth", type, name)),
      secret: text(stateValue(inputs, "auth", type, secret)).value,
    },
  };
}

function text({ value, isSecret }: StateValue): StateValue<string> {
  return { value: typeof value === "string" ? value : "", isSecret };
}

function numeric({ value, isSecret }: StateValue): StateValue<number> {
  return { value: Number(value), isSecret };
}

/** The names from the outermost component to the resource. The stack itself, which contains them all, is left out. */
function pathOf({ urn, parent }: Resource, byUrn: ReadonlyMap<string, Resource>): string {
  const above = parent === undefined ? undefined : byUrn.get(parent);
  const name = urn.split("::").slice(3).join("::");
  return above && above.type !== "pulumi:pulumi:Stack" ? `${pathOf(above, byUrn)}/${name}` : name;
}
