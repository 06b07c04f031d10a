/**
 * Takes the place of `aiInterviewId` where two resources declare one interview and the number was an Output. `check` reports it: a
 * rejected Output ends in other words with each SDK, or in a `RangeError`.
 */
export interface DeclaredTwice {
  declaredTwice: string;
}

/** The problem that the program found, or `undefined`. */
export function declaredTwiceProblem(aiInterviewId: unknown): string | undefined {
  return typeof aiInterviewId === "object" && aiInterviewId !== null && "declaredTwice" in aiInterviewId
    ? String(aiInterviewId.declaredTwice)
    : undefined;
}
