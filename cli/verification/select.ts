import { EVENTS, type EventName } from "../../provider/settings/parts";
import type { Declaration, DeclaredWebhook } from "../stacks/declarations";
import { UsageError } from "../usage-error";

/** One event that a stack declares to be on. */
export interface DeclaredEvent {
  readonly declaration: Declaration;
  readonly event: EventName;
  readonly webhook: DeclaredWebhook;
}

/**
 * The events that are on, once for each resource: all interviews of a group have one receiver, which is verified with the first.
 *
 * @param only - names of resources, with or without the components around them; all resources where it is absent
 * @throws {@link UsageError} for a name that no resource has
 */
export function selectReceivers(
  declarations: readonly Declaration[],
  only: readonly string[] | undefined,
): DeclaredEvent[] {
  for (const name of only ?? []) {
    if (!declarations.some((declaration) => isNamed(declaration, name))) {
      throw new UsageError(
        `--only: no resource is named ${name}; the stack declares ${namesIn(declarations)}.`,
      );
    }
  }
  const chosen = declarations.filter(
    (declaration) => !only || only.some((name) => isNamed(declaration, name)),
  );
  const resources = new Map<string, Declaration>();
  for (const declaration of chosen) {
    const key = `${declaration.stack} ${declaration.urn}`;
    resources.set(key, resources.get(key) ?? declaration);
  }
  return [...resources.values()].flatMap((declaration) =>
    EVENTS.flatMap((event) => {
      const webhook = declaration[event];
      return webhook?.isOn ? [{ declaration, event, webhook }] : [];
    }),
  );
}

/** `emea[receptionist]` is also named by `emea`, the group. */
function isNamed({ resource, urn }: Declaration, name: string): boolean {
  const ownName = urn.split("::").slice(3).join("::");
  return [resource, resource.replace(/\[[^\]]*\]$/, ""), ownName].includes(name);
}

const MAX_NAMES = 10;

function namesIn(declarations: readonly Declaration[]): string {
  const names = declarations.map(({ resource }) => resource);
  const more = names.length - MAX_NAMES;
  return `${names.slice(0, MAX_NAMES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
