/**
 * The input by which the program's side tells `check` which resource declares an interview. Pulumi does not tell `check` the name of
 * a resource. `check` takes the input out again, so that the state has no value of it.
 */
export const OWNER = "__owner";

/** The owner of an interview, as messages name it; `undefined` where a transform replaced all inputs. */
export function ownerIn(news: object, interview?: string): string | undefined {
  const { [OWNER]: resource } = news as { [OWNER]?: unknown };
  return typeof resource === "string" ? describeOwner(resource, interview) : undefined;
}

export function describeOwner(resource: string, interview?: string): string {
  const owner = JSON.stringify(resource);
  return interview === undefined ? owner : `${owner} member ${JSON.stringify(interview)}`;
}

/** The message that an interview has two owners, in one order, whichever is checked first. */
export function twoOwnersMessage(aiInterviewId: number, owners: readonly [string, string]): string {
  const [first, second] = owners.toSorted();
  return (
    `Interview ${aiInterviewId} is declared twice, by ${first} and by ${second}, and each would overwrite the other. ` +
    "Declare it once; if these are two accounts, give each its own `account` name on its Provider."
  );
}
