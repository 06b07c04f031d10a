import { UsageError } from "../usage-error";
import { nameOf, type Declaration } from "./declarations";

/**
 * The declarations of these names, all where there are none. A name is the one in `list`, with or without the components around
 * it, or the name of a group alone.
 *
 * @throws {@link UsageError} for a name that nothing has
 */
export function selectDeclarations(
  declarations: readonly Declaration[],
  only: readonly string[] | undefined,
): readonly Declaration[] {
  const named = declarations.map((declaration) => ({ declaration, names: namesOf(declaration) }));
  const unknown = only?.find((name) => !named.some(({ names }) => names.includes(name)));
  if (unknown !== undefined) {
    throw new UsageError(
      `--only: no resource is named ${unknown}; the stack declares ${formatNames(declarations)}.`,
    );
  }
  return named
    .filter(({ names }) => !only || only.some((name) => names.includes(name)))
    .map(({ declaration }) => declaration);
}

function namesOf({ resource, urn }: Declaration): string[] {
  const ownName = nameOf(urn);
  const start = resource.lastIndexOf(ownName);
  // With the interview of a group, and without.
  return [resource, resource.slice(start), resource.slice(0, start + ownName.length), ownName];
}

const MAX_NAMES = 10;

function formatNames(declarations: readonly Declaration[]): string {
  const names = declarations.map(({ resource }) => resource);
  const more = names.length - MAX_NAMES;
  return `${names.slice(0, MAX_NAMES).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
