import type { Declaration } from "./declarations";

/** An interview that several resources declare. */
export interface Duplicate {
  readonly first: Declaration;
  readonly others: readonly Declaration[];
}

/** The interviews of one account that are declared more than once: each declaration undoes the changes of the other. */
export function duplicatesIn(declarations: readonly Declaration[]): Duplicate[] {
  const byInterview = new Map<string, Declaration[]>();
  for (const declaration of declarations) {
    const interview = JSON.stringify([declaration.account, declaration.aiInterviewId.value]);
    byInterview.set(interview, [...(byInterview.get(interview) ?? []), declaration]);
  }
  return [...byInterview.values()].flatMap(([first, ...others]) =>
    first && others.length > 0 ? [{ first, others }] : [],
  );
}
